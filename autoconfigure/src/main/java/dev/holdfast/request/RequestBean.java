package dev.holdfast.request;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectFactory;

/**
 * One bean of one request. It is there before the bean, so that what destroys the bean
 * can be tied to it while the bean is being made.
 * <p>
 * Thread-safe: the bean is set once, by one thread at a time, for which other threads of
 * the request wait.
 */
final class RequestBean {

	private final String name;

	private volatile @Nullable Object bean;

	RequestBean(String name) {
		this.name = name;
	}

	@Nullable Object bean() {
		return this.bean;
	}

	Object get(ActiveRequest active, ObjectFactory<?> factory) {
		Object present = this.bean;
		return (present != null) ? present : create(active, factory);
	}

	private Object create(ActiveRequest active, ObjectFactory<?> factory) {
		return active.exclusively(this, this.name, () -> {
			Object created = this.bean;
			if (created == null) {
				// Nobody would destroy it any more
				if (active.isOver()) {
					throw RequestErrors.ended(this.name, active);
				}
				created = factory.getObject();
				this.bean = created;
			}
			return created;
		});
	}

	@Override
	public String toString() {
		return "bean '" + this.name + "'";
	}

}
