package dev.millrace.evaluator.language;

import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.Value;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What compiled pipelines call instead of the clock and of randomness: the journal hands the values out. */
public final class Hooks {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Clock CLOCK = Clock.systemUTC();

    private Hooks() {}

    private static Value handOut(String kind, java.util.function.Supplier<Value> fresh) {
        return PipelineRun.branch().run.baton().handOut(kind, fresh);
    }

    private static Value integer(long value) {
        return Value.newBuilder().setInteger(value).build();
    }

    /** Milliseconds since 1970. */
    public static long currentTimeMillis() {
        return handOut("time", () -> integer(CLOCK.millis())).getInteger();
    }

    /** Nanoseconds that only differences of mean something. */
    public static long nanoTime() {
        return handOut("nanos", () -> integer(System.nanoTime())).getInteger();
    }

    /** {@code new Date()}. */
    @SuppressWarnings("JavaUtilDate") // what pipelines ask for
    public static Date date() {
        return new Date(currentTimeMillis());
    }

    /** {@code Calendar.getInstance()}. */
    public static Calendar calendar() {
        return calendar(TimeZone.getTimeZone("UTC"), Locale.US);
    }

    /** {@code Calendar.getInstance(zone)}. */
    public static Calendar calendar(TimeZone zone) {
        return calendar(zone, Locale.US);
    }

    /** {@code Calendar.getInstance(locale)}. */
    public static Calendar calendar(Locale locale) {
        return calendar(TimeZone.getTimeZone("UTC"), locale);
    }

    /** {@code Calendar.getInstance(zone, locale)}. */
    public static Calendar calendar(TimeZone zone, Locale locale) {
        var calendar = new GregorianCalendar(zone, locale);
        calendar.setTimeInMillis(currentTimeMillis());
        return calendar;
    }

    /** {@code Instant.now()}. */
    public static Instant instant() {
        return Instant.ofEpochMilli(currentTimeMillis());
    }

    /** {@code ZonedDateTime.now()}. */
    public static ZonedDateTime zonedDateTime() {
        return instant().atZone(ZoneId.of("UTC"));
    }

    /** {@code ZonedDateTime.now(zone)}. */
    public static ZonedDateTime zonedDateTime(ZoneId zone) {
        return instant().atZone(zone);
    }

    /** {@code OffsetDateTime.now()}. */
    public static OffsetDateTime offsetDateTime() {
        return zonedDateTime().toOffsetDateTime();
    }

    /** {@code LocalDateTime.now()}. */
    public static LocalDateTime localDateTime() {
        return zonedDateTime().toLocalDateTime();
    }

    /** {@code LocalDateTime.now(zone)}. */
    public static LocalDateTime localDateTime(ZoneId zone) {
        return zonedDateTime(zone).toLocalDateTime();
    }

    /** {@code LocalDate.now()}. */
    public static LocalDate localDate() {
        return zonedDateTime().toLocalDate();
    }

    /** {@code LocalDate.now(zone)}. */
    public static LocalDate localDate(ZoneId zone) {
        return zonedDateTime(zone).toLocalDate();
    }

    /** {@code LocalTime.now()}. */
    public static LocalTime localTime() {
        return zonedDateTime().toLocalTime();
    }

    /** {@code Math.random()}. */
    public static double random() {
        return handOut(
                        "random",
                        () -> Value.newBuilder().setReal(RANDOM.nextDouble()).build())
                .getReal();
    }

    /** {@code new Random()}, {@code new SecureRandom()}: a generator whose seed is handed out. */
    public static Random generator() {
        return new Random(handOut("random", () -> integer(RANDOM.nextLong())).getInteger());
    }

    /** {@code Eval.me('1 + 1')}. */
    public static @Nullable Object evaluate(Object text) {
        var run = PipelineRun.branch().run;
        return run.scripts().evaluate(run.main(), text.toString());
    }

    /** What the stand-in of a class of Jenkins does. */
    public static Object foreign(String type) {
        return PipelineRun.refuse(ForeignTypes.message(type));
    }

    /** {@code UUID.randomUUID()}. */
    public static UUID uuid() {
        return UUID.fromString(
                handOut("uuid", () -> Values.text(UUID.randomUUID().toString())).getText());
    }

    /** The step {@code sleep}; not by that name, which Groovy gives a method of its own in every class. */
    public static @Nullable Object pause(@Nullable Object... values) {
        return PipelineRun.branch().run.invoke("sleep", values);
    }
}
