package dev.holdfast.benchmarks.graph;

import java.math.BigDecimal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A purchase. Refers to older purchases only: there is no way back from a record to
 * itself, because a serializer makes a record after its components.
 *
 * @param id the number of the purchase
 * @param article the name of the article
 * @param description the description of the article
 * @param quantity how many
 * @param price the price of one
 * @param time the time of the purchase
 * @param status how far it is
 * @param related an older purchase, of any customer
 */
public record Purchase(long id, String article, String description, int quantity, BigDecimal price, Instant time,
		Status status, @Nullable Purchase related) {

	private static final Status[] STATUSES = Status.values();

	static Purchase create(int id, @Nullable Purchase related) {
		return new Purchase(id, "article " + id, "a description of article number " + id, id % 10,
				BigDecimal.valueOf(id, 2), Instant.ofEpochSecond(id), STATUSES[id % STATUSES.length], related);
	}

	long checksum() {
		long sum = this.id + this.quantity + this.status.ordinal() + this.time.getEpochSecond();
		sum = 31 * sum + this.article.hashCode() + this.description.hashCode() + this.price.hashCode();
		return (this.related != null) ? 31 * sum + this.related.id : sum;
	}

}
