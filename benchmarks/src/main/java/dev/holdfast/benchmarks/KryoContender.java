package dev.holdfast.benchmarks;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.SerializerFactory;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Kryo, set up to accept any class.
 *
 * @param name the name to report
 * @param serializers makes the serializers of classes that have none of their own
 */
record KryoContender(String name, SerializerFactory<?> serializers) implements Contender {

	private static final int INITIAL_BUFFER_SIZE = 1 << 20;

	@Override
	public Object move(Object graph, ClassLoader from, ClassLoader to) {
		Output output = new Output(INITIAL_BUFFER_SIZE, -1);
		kryo(from).writeClassAndObject(output, graph);
		return kryo(to).readClassAndObject(new Input(output.getBuffer(), 0, output.position()));
	}

	private Kryo kryo(ClassLoader classLoader) {
		Kryo kryo = new Kryo();
		kryo.setClassLoader(classLoader);
		kryo.setDefaultSerializer(this.serializers);
		kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
		kryo.setReferences(true);
		kryo.setRegistrationRequired(false);
		return kryo;
	}

}
