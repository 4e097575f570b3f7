package dev.holdfast.state.migration;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.function.Function;
import java.util.stream.IntStream;

import javax.security.auth.Subject;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.ContainerAdapter.Contents;

/**
 * Adapters of what holds one value or a fixed number of them. A reference loses its
 * queue, a future what depends on it; a future that is not done has nothing to keep and
 * is refused.
 */
final class JdkHolders {

	private JdkHolders() {
	}

	static List<ContainerAdapter<?>> all() {
		return List.of(
				ValueAdapter.<Optional<?>>referring(Optional.class, (optional) -> optional.stream().toList(),
						(elements) -> elements.stream().findFirst()),
				reference(WeakReference.class, WeakReference::new), reference(SoftReference.class, SoftReference::new),
				new HolderAdapter<AtomicReference<@Nullable Object>>(AtomicReference.class,
						(reference) -> new Contents(List.of(), Collections.singletonList(reference.get())),
						(traits) -> new AtomicReference<>(), (reference, elements) -> reference.set(elements.get(0))),
				markable(), stamped(), array(), subject(),
				new HolderAdapter<CompletableFuture<@Nullable Object>>(CompletableFuture.class,
						(future) -> new Contents(List.of(), outcome(future)), (traits) -> new CompletableFuture<>(),
						JdkHolders::complete));
	}

	private static ContainerAdapter<?> reference(Class<?> type, Function<Object, Reference<?>> factory) {
		return ValueAdapter.<Reference<?>>referring(type, (reference) -> Collections.singletonList(reference.get()),
				(elements) -> factory.apply(elements.get(0)));
	}

	private static ContainerAdapter<?> markable() {
		return new HolderAdapter<AtomicMarkableReference<@Nullable Object>>(AtomicMarkableReference.class,
				(reference) -> {
					boolean[] mark = new boolean[1];
					Object value = reference.get(mark);
					return new Contents(Arrays.asList(null, mark[0]), Collections.singletonList(value));
				}, (traits) -> new AtomicMarkableReference<>(null, Traits.flag(traits)),
				(reference, elements) -> reference.set(elements.get(0), reference.isMarked()));
	}

	private static ContainerAdapter<?> stamped() {
		return new HolderAdapter<AtomicStampedReference<@Nullable Object>>(AtomicStampedReference.class,
				(reference) -> {
					int[] stamp = new int[1];
					Object value = reference.get(stamp);
					return new Contents(Arrays.asList(null, stamp[0]), Collections.singletonList(value));
				}, (traits) -> new AtomicStampedReference<>(null, (Integer) traits.get(1)),
				(reference, elements) -> reference.set(elements.get(0), reference.getStamp()));
	}

	private static ContainerAdapter<?> array() {
		return new HolderAdapter<AtomicReferenceArray<@Nullable Object>>(AtomicReferenceArray.class,
				(array) -> new Contents(List.of(array.length()),
						Arrays.asList(IntStream.range(0, array.length()).mapToObj(array::get).toArray())),
				(traits) -> new AtomicReferenceArray<>(Traits.number(traits)),
				(array, elements) -> IntStream.range(0, elements.size()).forEach((i) -> array.set(i, elements.get(i))));
	}

	private static ContainerAdapter<?> subject() {
		return new HolderAdapter<>(Subject.class, (subject) -> new Contents(List.of(),
				List.of(new ArrayList<>(subject.getPrincipals()), new ArrayList<>(subject.getPublicCredentials()),
						new ArrayList<>(subject.getPrivateCredentials()), subject.isReadOnly())),
				(traits) -> new Subject(), JdkHolders::fill);
	}

	@SuppressWarnings("unchecked")
	private static void fill(Subject subject, List<?> elements) {
		subject.getPrincipals().addAll((List<Principal>) elements.get(0));
		subject.getPublicCredentials().addAll((List<?>) elements.get(1));
		subject.getPrivateCredentials().addAll((List<?>) elements.get(2));
		if (Boolean.TRUE.equals(elements.get(3))) {
			subject.setReadOnly();
		}
	}

	private static List<?> outcome(CompletableFuture<?> future) {
		if (!future.isDone()) {
			throw new IllegalStateException(
					"a CompletableFuture is still pending: complete it before the restart, or keep its value instead");
		}
		if (future.isCancelled()) {
			return List.of();
		}
		return Arrays.asList(future.isCompletedExceptionally(),
				future.<@Nullable Object>handle((value, failure) -> (failure != null) ? failure : value).join());
	}

	private static void complete(CompletableFuture<@Nullable Object> future, List<?> outcome) {
		if (outcome.isEmpty()) {
			future.cancel(false);
		}
		else if (outcome.get(1) instanceof Throwable failure && Boolean.TRUE.equals(outcome.get(0))) {
			future.completeExceptionally(failure);
		}
		else {
			future.complete(outcome.get(1));
		}
	}

}
