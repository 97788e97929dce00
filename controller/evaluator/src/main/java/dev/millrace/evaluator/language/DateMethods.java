package dev.millrace.evaluator.language;

import groovy.lang.Closure;
import java.text.SimpleDateFormat;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;

/** Methods that Groovy gave to dates in the versions that pipelines were written for. Always in UTC where no zone is said. */
@SuppressWarnings("JavaUtilDate") // what pipelines have
public final class DateMethods {
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    private DateMethods() {}

    /** {@code date.format('yyyyMMdd')}. */
    public static String format(Date self, String pattern) {
        return format(self, pattern, UTC);
    }

    /** {@code date.format('yyyyMMdd', zone)}. */
    public static String format(Date self, String pattern, TimeZone zone) {
        var format = new SimpleDateFormat(pattern, Locale.US);
        format.setTimeZone(zone);
        return format.format(self);
    }

    /** {@code calendar.format('yyyyMMdd')}. */
    public static String format(Calendar self, String pattern) {
        return format(self.getTime(), pattern, self.getTimeZone());
    }

    /** {@code date + 1}: days. */
    public static Date plus(Date self, int days) {
        return new Date(self.getTime() + TimeUnit.DAYS.toMillis(days));
    }

    /** {@code date - 1}: days. */
    public static Date minus(Date self, int days) {
        return plus(self, -days);
    }

    /** {@code date - other}: whole days between. */
    public static int minus(Date self, Date other) {
        return (int) TimeUnit.MILLISECONDS.toDays(self.getTime() - other.getTime());
    }

    /** {@code date++}. */
    public static Date next(Date self) {
        return plus(self, 1);
    }

    /** {@code date--}. */
    public static Date previous(Date self) {
        return plus(self, -1);
    }

    /** {@code date[Calendar.YEAR]}. */
    public static int getAt(Date self, int field) {
        return toCalendar(self).get(field);
    }

    /** {@code calendar[Calendar.YEAR]}. */
    public static int getAt(Calendar self, int field) {
        return self.get(field);
    }

    /** The same moment as a calendar. */
    public static Calendar toCalendar(Date self) {
        var calendar = new GregorianCalendar(UTC, Locale.US);
        calendar.setTime(self);
        return calendar;
    }

    /** The beginning of its day. */
    public static Date clearTime(Date self) {
        var day = TimeUnit.DAYS.toMillis(1);
        self.setTime(Math.floorDiv(self.getTime(), day) * day);
        return self;
    }

    /** Its day, for people. */
    public static String getDateString(Date self) {
        return format(self, "M/d/yy");
    }

    /** Its time, for people. */
    public static String getTimeString(Date self) {
        return format(self, "h:mm:ss a");
    }

    /** Each day up to another. */
    public static void upto(Date self, Date to, Closure<?> body) {
        for (var day = self; !day.after(to); day = plus(day, 1)) {
            body.call(day);
        }
    }

    /** Each day down to another. */
    public static void downto(Date self, Date to, Closure<?> body) {
        for (var day = self; !day.before(to); day = minus(day, 1)) {
            body.call(day);
        }
    }
}
