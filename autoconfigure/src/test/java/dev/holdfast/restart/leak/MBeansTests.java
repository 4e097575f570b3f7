package dev.holdfast.restart.leak;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementFixture;
import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.Managed;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MBeansTests {

	private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

	private final AppClasses retired = new AppClasses();

	private final AppClasses next = new AppClasses();

	private final Retirement retirement = RetirementFixture.of(this.retired.classLoader(), this.next.classLoader());

	private final List<ObjectName> names = new ArrayList<>();

	@AfterEach
	void unregister() throws Exception {
		System.clearProperty(Managed.class.getName());
		for (ObjectName name : this.names) {
			if (this.server.isRegistered(name)) {
				this.server.unregisterMBean(name);
			}
		}
	}

	@Test
	void unregistersMBeansOfRetiredGenerationsAlone() throws Exception {
		ObjectName retired = register("retired", this.retired.create(Managed.class));
		ObjectName older = register("older", new AppClasses().create(Managed.class));
		ObjectName current = register("current", this.next.create(Managed.class));
		ObjectName base = register("base", new Managed());
		new MBeans().onRetirement(this.retirement);
		assertThat(this.names).filteredOn(this.server::isRegistered).containsExactly(current, base);
		assertThat(this.names).contains(retired, older);
	}

	@Test
	void goesOnIfOneRefuses(CapturedOutput output) throws Exception {
		System.setProperty(Managed.class.getName(), "true");
		ObjectName refusing = register("refusing", this.retired.create(Managed.class));
		new MBeans().onRetirement(this.retirement);
		assertThat(this.server.isRegistered(refusing)).isTrue();
		assertThat(output).contains("MBean " + refusing + " keeps a retired generation in memory", "stays");
	}

	@Test
	void namesThoseOfALoader() throws Exception {
		ObjectName name = register("named", this.retired.create(Managed.class));
		register("other", this.next.create(Managed.class));
		assertThat(MBeans.namesOf((loader) -> loader == this.retired.classLoader())).containsExactly(name.toString());
	}

	private ObjectName register(String name, Object bean) throws Exception {
		ObjectName objectName = new ObjectName("dev.holdfast.test:name=" + name);
		this.server.registerMBean(bean, objectName);
		this.names.add(objectName);
		return objectName;
	}

}
