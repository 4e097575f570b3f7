package dev.holdfast.reload.redefine;

import java.util.Map;
import java.util.Set;

/**
 * A class as far as it matters to what runs when the application starts.
 *
 * @param name the name of the class
 * @param supertypes what it extends and implements
 * @param annotations the annotations on it
 * @param fieldTypes the types of its fields, and type arguments anywhere
 * @param named the names in texts of annotations that are run: expressions and names of
 * methods
 * @param methods the methods by their keys
 */
record CodeOfClass(String name, Set<String> supertypes, Set<String> annotations, Set<String> fieldTypes,
		Set<String> named, Map<String, CodeOfMethod> methods) {

}
