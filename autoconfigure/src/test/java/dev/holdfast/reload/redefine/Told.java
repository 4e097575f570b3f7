package dev.holdfast.reload.redefine;

import java.util.ArrayList;
import java.util.List;

/**
 * What woven code tells.
 */
public final class Told {

	static final List<Object> ALL = new ArrayList<>();

	private Told() {
	}

	/**
	 * Weave a class so that it tells this one.
	 * @param content the class file
	 * @return what is loaded instead
	 */
	public static byte[] weave(byte[] content) {
		return ClassWeaver.weave(content, Told.class, String::length);
	}

	public static void enter(int number) {
		ALL.add(number);
	}

	public static void making() {
		ALL.add("making");
	}

	public static void made() {
		ALL.add("made");
	}

}
