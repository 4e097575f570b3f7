package dev.holdfast.session;

import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.DehydratedValue;

/**
 * What has to be known of a session beside what Spring's store keeps: attributes that
 * wait for classes that fit, and those that a retired generation wrote after the move.
 * <p>
 * An attribute is either in the session or parked here. Whatever writes one or moves one
 * between the two does so under the monitor of this object, so that an attribute which
 * the application removes, such as a login, is gone. No code of the application runs
 * meanwhile. Must not refer to the session: this object lives as long as that does.
 */
final class SessionRecord {

	private final Map<String, DehydratedValue> parked = new LinkedHashMap<>();

	private final Set<String> late = new HashSet<>();

	private WeakReference<GenerationSession> session = new WeakReference<>(null);

	private int settled;

	private int oldest;

	/**
	 * Return the session as the requests of a generation see it. All of them get the same
	 * object, for as long as one of them holds it.
	 * @param generation the generation
	 * @param factory makes the object
	 * @return the session of the generation
	 */
	synchronized GenerationSession session(int generation, Supplier<GenerationSession> factory) {
		GenerationSession session = this.session.get();
		if (session == null || session.generation() != generation) {
			session = factory.get();
			this.session = new WeakReference<>(session);
		}
		return session;
	}

	/**
	 * Let go of what was parked under the name of an attribute that has been written or
	 * removed. To be called under the same monitor as the change.
	 * @param name the name of the attribute
	 * @param late whether a retired generation did that
	 */
	synchronized void written(String name, boolean late) {
		this.parked.remove(name);
		if (late) {
			this.late.add(name);
		}
		else {
			this.late.remove(name);
		}
	}

	synchronized void cleared() {
		this.parked.clear();
		this.late.clear();
	}

	/**
	 * The generation is retired. Its requests go on with a copy of the attributes.
	 * @param next the generation that begins
	 * @param attributes the attributes of the session
	 * @return the attributes to be moved
	 */
	synchronized Map<String, Object> retire(int next, Map<String, Object> attributes) {
		this.oldest = next;
		GenerationSession session = this.session.get();
		if (session != null) {
			session.retire();
			this.session.clear();
		}
		this.late.clear();
		return new LinkedHashMap<>(attributes);
	}

	/**
	 * Park an attribute, unless it has changed meanwhile.
	 * @param attributes the attributes of the session
	 * @param name the name of the attribute
	 * @param value its value when it was dehydrated
	 * @param dehydrated the value without classes, or {@code null} if it is lost
	 */
	synchronized void park(Map<String, Object> attributes, String name, Object value,
			@Nullable DehydratedValue dehydrated) {
		if (attributes.get(name) == value) {
			attributes.remove(name);
			if (dehydrated != null) {
				this.parked.put(name, dehydrated);
			}
		}
	}

	/**
	 * Put a parked attribute back into the session, unless it has changed meanwhile.
	 * @param generation the generation whose classes it fits
	 * @param attributes the attributes of the session
	 * @param name the name of the attribute
	 * @param dehydrated what was parked
	 * @param value what became of it
	 * @return whether it is back
	 */
	synchronized boolean restore(int generation, Map<String, Object> attributes, String name,
			DehydratedValue dehydrated, Object value) {
		boolean restored = !isRetired(generation) && this.parked.remove(name, dehydrated);
		if (restored) {
			attributes.put(name, value);
		}
		return restored;
	}

	/**
	 * Return what a retired generation wrote after the move, once.
	 * @param generation the generation that asks
	 * @param attributes the attributes of the session
	 * @return those attributes that are still there
	 */
	synchronized Map<String, Object> takeLate(int generation, Map<String, Object> attributes) {
		if (isRetired(generation)) {
			return Map.of();
		}
		Map<String, Object> values = new LinkedHashMap<>(attributes);
		values.keySet().retainAll(this.late);
		this.late.clear();
		return values;
	}

	synchronized Map<String, DehydratedValue> parked() {
		return new LinkedHashMap<>(this.parked);
	}

	/**
	 * Return whether there is nothing to do before a generation may have the session.
	 * @param generation the generation
	 * @return whether nothing is parked that might fit
	 */
	synchronized boolean isSettled(int generation) {
		return wasSettled(generation) && this.late.isEmpty();
	}

	synchronized boolean wasSettled(int generation) {
		return this.settled == generation;
	}

	synchronized void settle(int generation) {
		this.settled = generation;
	}

	private boolean isRetired(int generation) {
		return generation < this.oldest;
	}

}
