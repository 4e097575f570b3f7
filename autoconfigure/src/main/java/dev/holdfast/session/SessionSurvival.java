package dev.holdfast.session;

/**
 * What has become of the web sessions since the last restart.
 *
 * @param sessions number of sessions
 * @param kept number of attributes that the restart left as they were
 * @param migrated number of attributes that have moved to the present classes so far
 * @param waiting number of attributes that will move when their session is asked for
 * @param parked number of attributes that do not fit the present classes
 * @since 0.1.0
 */
public record SessionSurvival(int sessions, int kept, int migrated, int waiting, int parked) {
}
