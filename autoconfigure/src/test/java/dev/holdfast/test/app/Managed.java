package dev.holdfast.test.app;

import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * An MBean that can refuse to be unregistered.
 */
public class Managed implements ManagedMBean, MBeanRegistration {

	@Override
	public int getNumber() {
		return 1;
	}

	@Override
	public ObjectName preRegister(MBeanServer server, ObjectName name) {
		return name;
	}

	@Override
	public void postRegister(Boolean registrationDone) {
	}

	@Override
	public void preDeregister() {
		if (Boolean.getBoolean(Managed.class.getName())) {
			throw new IllegalStateException("stays");
		}
	}

	@Override
	public void postDeregister() {
	}

}
