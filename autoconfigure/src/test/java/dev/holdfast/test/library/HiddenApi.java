package dev.holdfast.test.library;

/**
 * Interface that its package alone sees.
 */
interface HiddenApi {

	default String hello(String name) {
		return "hello " + name;
	}

}
