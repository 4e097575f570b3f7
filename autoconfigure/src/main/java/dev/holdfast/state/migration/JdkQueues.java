package dev.holdfast.state.migration;

import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Adapters of queues. Who waits at the old queue does not wait at the new one. Lost is
 * the fairness of a {@link SynchronousQueue}.
 */
final class JdkQueues {

	private JdkQueues() {
	}

	static List<ContainerAdapter<?>> all() {
		return List.of(CollectionAdapter.referring(ArrayDeque.class, "addLast", ArrayDeque::new),
				CollectionAdapter.comparing(PriorityQueue.class, "offer",
						(queue) -> Traits.ofComparator(queue.comparator()),
						(traits) -> new PriorityQueue<>(Traits.comparator(traits))),
				CollectionAdapter.comparing(PriorityBlockingQueue.class, "offer", JdkQueues::priority,
						(traits) -> new PriorityBlockingQueue<>(11, Traits.comparator(traits))),
				CollectionAdapter.comparing(DelayQueue.class, "offer", DelayQueue::new),
				CollectionAdapter.referring(ArrayBlockingQueue.class, "offer",
						(queue) -> List.of(Traits.capacity(queue), isFair(queue)),
						(traits) -> new ArrayBlockingQueue<>(Traits.number(traits), Traits.flag(traits))),
				CollectionAdapter.referring(LinkedBlockingQueue.class, "offer",
						(queue) -> List.of(Traits.capacity(queue)),
						(traits) -> new LinkedBlockingQueue<>(Traits.number(traits))),
				CollectionAdapter.referring(LinkedBlockingDeque.class, "offerLast",
						(queue) -> List.of(Traits.capacity(queue)),
						(traits) -> new LinkedBlockingDeque<>(Traits.number(traits))),
				CollectionAdapter.referring(ConcurrentLinkedQueue.class, "offer", ConcurrentLinkedQueue::new),
				CollectionAdapter.referring(ConcurrentLinkedDeque.class, "offerLast", ConcurrentLinkedDeque::new),
				CollectionAdapter.referring(LinkedTransferQueue.class, "offer", LinkedTransferQueue::new),
				CollectionAdapter.referring(SynchronousQueue.class, "offer", SynchronousQueue::new));
	}

	private static List<?> priority(PriorityBlockingQueue<?> queue) {
		return (queue.comparator() != null) ? List.of(11, queue.comparator()) : List.of();
	}

	private static boolean isFair(ArrayBlockingQueue<?> queue) {
		return SerialForm.of(queue).only(ReentrantLock.class).isFair();
	}

}
