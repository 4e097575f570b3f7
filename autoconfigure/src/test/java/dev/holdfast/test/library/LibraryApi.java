package dev.holdfast.test.library;

/**
 * Interface with a method of an interface that its package alone sees.
 */
public interface LibraryApi extends HiddenApi {

}
