package dev.holdfast.autoconfigure;

import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.type.MethodMetadata;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.InMemoryWebSessionStore;
import org.springframework.web.server.session.WebSessionManager;
import org.springframework.web.server.session.WebSessionStore;

import dev.holdfast.session.SurvivingSessions;

/**
 * Gives the surviving sessions to the session manager that Spring has defined, if its
 * store is Spring's in-memory one. What the application has defined is left alone.
 */
final class SurvivingSessionsPostProcessor implements BeanPostProcessor, BeanClassLoaderAware, DisposableBean {

	private static final Log logger = LogFactory.getLog(SurvivingSessionsPostProcessor.class);

	private static final String SPRING = "org.springframework.";

	private final SurvivingSessions sessions;

	private final ConfigurableListableBeanFactory beanFactory;

	private ClassLoader classLoader = SurvivingSessionsPostProcessor.class.getClassLoader();

	private @Nullable InMemoryWebSessionStore store;

	SurvivingSessionsPostProcessor(SurvivingSessions sessions, ConfigurableListableBeanFactory beanFactory) {
		this.sessions = sessions;
		this.beanFactory = beanFactory;
	}

	@Override
	public void setBeanClassLoader(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (beanName.equals(WebHttpHandlerBuilder.WEB_SESSION_MANAGER_BEAN_NAME)
				&& bean instanceof WebSessionManager manager) {
			survive(manager);
		}
		return bean;
	}

	private void survive(WebSessionManager manager) {
		if (!(manager instanceof DefaultWebSessionManager springManager) || !isDefault()) {
			stepAside("the session manager " + manager.getClass().getName() + " that the application has defined");
			return;
		}
		WebSessionStore replaced = springManager.getSessionStore();
		if (replaced instanceof InMemoryWebSessionStore inMemory && replaced.getClass().getName().startsWith(SPRING)) {
			attach(springManager, inMemory);
		}
		else {
			stepAside(replaced.getClass().getName());
		}
	}

	private boolean isDefault() {
		BeanDefinition definition = this.beanFactory
			.getBeanDefinition(WebHttpHandlerBuilder.WEB_SESSION_MANAGER_BEAN_NAME);
		MethodMetadata method = (definition instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		return method != null && (method.getDeclaringClassName().startsWith(SPRING)
				|| method.getDeclaringClassName().equals(SurvivingSessionsAutoConfiguration.class.getName()));
	}

	private void attach(DefaultWebSessionManager manager, InMemoryWebSessionStore replaced) {
		Optional<InMemoryWebSessionStore> attached = this.sessions.attach(replaced, this.classLoader);
		attached.ifPresentOrElse(manager::setSessionStore,
				() -> stepAside("the first web application of this JVM, which is another one"));
		this.store = attached.orElse(null);
	}

	private static void stepAside(String reason) {
		logger.info("Holdfast leaves web sessions to " + reason + ", so they survive restarts only if that keeps them");
	}

	@Override
	public void destroy() {
		InMemoryWebSessionStore store = this.store;
		if (store != null) {
			this.sessions.detach(store);
		}
	}

}
