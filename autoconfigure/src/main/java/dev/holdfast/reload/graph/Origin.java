package dev.holdfast.reload.graph;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.Type;

/**
 * Where a route or a bean begins: a method of a class, or the whole class.
 *
 * @param type the name of the class, without what proxies add to it
 * @param method the method's name, which may be followed by its descriptor as in
 * {@code list(I)V} to tell overloads apart, or {@code null} for the whole class
 * @since 0.1.0
 */
public record Origin(String type, @Nullable String method) {

	/**
	 * Return a whole class.
	 * @param type the name of the class
	 * @return the origin
	 */
	public static Origin of(String type) {
		return new Origin(type, null);
	}

	/**
	 * Return a method of a class.
	 * @param type the name of the class of the object that the method is called on
	 * @param method the method, which may be inherited
	 * @return the origin
	 */
	public static Origin of(String type, Method method) {
		return new Origin(type, method.getName() + Type.getMethodDescriptor(method));
	}

}
