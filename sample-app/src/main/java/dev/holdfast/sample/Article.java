package dev.holdfast.sample;

/**
 * What there is to know of an article.
 *
 * @param name the name
 * @param description the description
 */
record Article(String name, String description) {
}
