package dev.holdfast.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.Scope;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The scope of beans that live as long as a request: what makes {@code @RequestScope}
 * work as it does in Spring MVC.
 * <p>
 * Thread-safe: a concurrent map tells which slot of a request a bean has; beans are with
 * the {@link ActiveRequest}.
 */
final class RequestBeanScope implements Scope {

	private final Supplier<RequestScopes> scopes;

	private final Map<String, Integer> ordinals = new ConcurrentHashMap<>();

	RequestBeanScope(Supplier<RequestScopes> scopes) {
		this.scopes = scopes;
	}

	@Override
	public Object get(String name, ObjectFactory<?> factory) {
		ActiveRequest active = require(name);
		return instance(active, name).get(active, factory);
	}

	@Override
	public @Nullable Object remove(String name) {
		RequestBean removed = (RequestBean) require(name).remove(ordinal(name));
		return (removed != null) ? removed.bean() : null;
	}

	@Override
	public void registerDestructionCallback(String name, Runnable callback) {
		ActiveRequest active = require(name);
		active.atEnd(new Closing(displayName(name), ordinal(name), instance(active, name), (bean) -> {
			callback.run();
			return Mono.empty();
		}));
	}

	@Override
	public @Nullable Object resolveContextualObject(String key) {
		return switch (key) {
			case "exchange" -> exchange(key);
			case "request" -> exchange(key).getRequest();
			case "response" -> exchange(key).getResponse();
			default -> null;
		};
	}

	@Override
	public @Nullable String getConversationId() {
		ActiveRequest active = this.scopes.get().find();
		return (active != null) ? active.id() : null;
	}

	private ServerWebExchange exchange(String key) {
		return this.scopes.get().require(key).requireExchange(key);
	}

	private ActiveRequest require(String name) {
		return this.scopes.get().require(displayName(name));
	}

	private RequestBean instance(ActiveRequest active, String name) {
		int ordinal = ordinal(name);
		Object present = active.peek(ordinal);
		return (RequestBean) ((present != null) ? present
				: active.getOrCreate(ordinal, displayName(name), () -> new RequestBean(displayName(name)), null));
	}

	private int ordinal(String name) {
		Integer known = this.ordinals.get(name);
		return (known != null) ? known : this.ordinals.computeIfAbsent(name, (bean) -> this.scopes.get().nextOrdinal());
	}

	private static String displayName(String name) {
		return ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name;
	}

}
