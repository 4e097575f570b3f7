package dev.holdfast.server;

import java.util.List;
import java.util.Set;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.internal.InternalThreadLocalMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.holdfast.restart.Retirement;

/**
 * What Netty keeps with an event loop, which survives those who left something there.
 */
final class EventLoopLocals {

	private static final Log logger = LogFactory.getLog(EventLoopLocals.class);

	private EventLoopLocals() {
	}

	/**
	 * Drop what belongs to a retired generation from the current thread: thread locals of
	 * Netty whose own type or whose value's is of it, and what Netty remembers of the
	 * types of handlers.
	 * @param retirement the retirement
	 */
	static void drop(Retirement retirement) {
		InternalThreadLocalMap locals = InternalThreadLocalMap.getIfSet();
		if (locals == null) {
			return;
		}
		locals.typeParameterMatcherGetCache().keySet().removeIf(retirement::isOfRetired);
		locals.typeParameterMatcherFindCache().keySet().removeIf(retirement::isOfRetired);
		if (locals.indexedVariable(InternalThreadLocalMap.VARIABLES_TO_REMOVE_INDEX) instanceof Set<?> variables) {
			for (Object variable : List.copyOf(variables)) {
				if (variable instanceof FastThreadLocal<?> local && isOfRetired(local, retirement)) {
					remove(local);
				}
			}
		}
	}

	private static boolean isOfRetired(FastThreadLocal<?> local, Retirement retirement) {
		return retirement.isOfRetired((Object) local) || retirement.isOfRetired(local.getIfExists());
	}

	private static void remove(FastThreadLocal<?> local) {
		try {
			local.remove();
		}
		catch (Throwable ex) {
			// Code of the application, which may be no longer able to run; the value is
			// gone
			logger.debug("A thread local of a retired generation failed when it was removed: " + ex);
		}
	}

}
