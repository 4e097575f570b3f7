package dev.holdfast.sample;

/**
 * Identifies an article.
 *
 * @param shop the shop that has it
 * @param name its name there
 */
record ArticleId(String shop, String name) {
}
