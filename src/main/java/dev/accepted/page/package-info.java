/**
 * What people <em>see</em>: the same resources as HTML, for browsers. {@link dev.accepted.page.Pages} draws them from the
 * views that the dialects have too, and adds what only people want; the templates are in {@code src/main/jte}.
 */
@NullMarked
package dev.accepted.page;

import org.jspecify.annotations.NullMarked;
