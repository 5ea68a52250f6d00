/**
 * The house rules as tests: what each room may know, sizes, forbidden words, formatting. Every message names the fix.
 */
@NullMarked
package io.lingzhi.house;

import org.jspecify.annotations.NullMarked;
