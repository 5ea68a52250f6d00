/** The command line: one class a command. Texts stand in {@code Messages.properties}, English and Chinese. */
@NullMarked
package io.lingzhi.app.cli;

import org.jspecify.annotations.NullMarked;
