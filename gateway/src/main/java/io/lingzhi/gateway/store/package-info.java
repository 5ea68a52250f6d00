/** The database: implements the ports of other rooms on SQLite. JDBC and the migration tool appear nowhere else. */
@NullMarked
package io.lingzhi.gateway.store;

import org.jspecify.annotations.NullMarked;
