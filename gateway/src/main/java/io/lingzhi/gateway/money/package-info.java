/**
 * What tokens cost, and what may be spent: prices, amounts and budgets. It sees token counts and names, and no wire,
 * credential or protocol.
 */
@NullMarked
package io.lingzhi.gateway.money;

import org.jspecify.annotations.NullMarked;
