/**
 * The configuration as data: one immutable {@link io.lingzhi.gateway.config.Config}, read from YAML with all mistakes
 * told at once. Nobody else reads YAML or the environment, and nothing here knows a service.
 */
@NullMarked
package io.lingzhi.gateway.config;

import org.jspecify.annotations.NullMarked;
