package dev.holdfast.restart.leak;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Deregisters the JDBC drivers whose classes belong to the parent of its own class
 * loader, and returns their names.
 * <p>
 * {@link DriverManager} shows a driver only to a caller whose class loader finds the
 * driver's class. Therefore {@link JdbcDrivers} defines this class anew below the loader
 * of each retired generation. It must know nothing but the JDK.
 */
final class JdbcDriverRemover implements Supplier<List<String>> {

	@Override
	public List<String> get() {
		ClassLoader loader = getClass().getClassLoader().getParent();
		List<String> removed = new ArrayList<>();
		for (Driver driver : DriverManager.drivers().toList()) {
			if (driver.getClass().getClassLoader() == loader) {
				try {
					DriverManager.deregisterDriver(driver);
					removed.add(driver.getClass().getName());
				}
				catch (SQLException ex) {
					// Nothing that is done with one driver can be wrong with the next
				}
			}
		}
		return removed;
	}

}
