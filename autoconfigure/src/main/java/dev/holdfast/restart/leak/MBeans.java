package dev.holdfast.restart.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.ClassUtils;

import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementListener;

/**
 * Unregisters the MBeans of retired generations, wherever an MBean server knows the class
 * loader of an MBean. It does not for objects that were registered within a dynamic or
 * model MBean of a library; Spring unregisters such MBeans itself.
 */
final class MBeans implements RetirementListener {

	private static final Log logger = LogFactory.getLog(MBeans.class);

	private static final boolean PRESENT = ClassUtils.isPresent("javax.management.MBeanServerFactory",
			MBeans.class.getClassLoader());

	@Override
	public void onRetirement(Retirement retirement) {
		if (PRESENT) {
			// Asking for the platform's server would create it
			for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
				find(server, retirement::isOfRetired).forEach((name) -> unregister(server, name));
			}
		}
	}

	/**
	 * Find the MBeans whose class loader is a certain one.
	 * @param loaders what the class loader has to be
	 * @return their names
	 */
	static List<String> namesOf(Predicate<@Nullable ClassLoader> loaders) {
		List<String> names = new ArrayList<>();
		if (PRESENT) {
			for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
				find(server, loaders).forEach((name) -> names.add(name.toString()));
			}
		}
		return names;
	}

	private static List<ObjectName> find(MBeanServer server, Predicate<@Nullable ClassLoader> loaders) {
		List<ObjectName> found = new ArrayList<>();
		for (ObjectName name : server.queryNames(null, null)) {
			try {
				if (loaders.test(server.getClassLoaderFor(name))) {
					found.add(name);
				}
			}
			catch (InstanceNotFoundException ex) {
				// Somebody else has just unregistered it
			}
		}
		return found;
	}

	private static void unregister(MBeanServer server, ObjectName name) {
		try {
			server.unregisterMBean(name);
			logger.debug("Unregistered MBean " + name + " of a retired generation");
		}
		catch (JMException | RuntimeException ex) {
			logger.warn("MBean " + name + " keeps a retired generation in memory, as it cannot be unregistered: "
					+ NestedExceptionUtils.getMostSpecificCause(ex));
		}
	}

}
