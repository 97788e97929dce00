package dev.millrace.evaluator.language;

import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;

/** Static methods that Groovy gave to {@link Date} in the versions that pipelines were written for. */
@SuppressWarnings("JavaUtilDate") // what pipelines have
public final class DateStatics {
    private DateStatics() {}

    /** {@code Date.parse('yyyy-MM-dd', text)}, in UTC. */
    public static Date parse(Date self, String pattern, String text) throws ParseException {
        return parse(self, pattern, text, TimeZone.getTimeZone("UTC"));
    }

    /** {@code Date.parse('yyyy-MM-dd', text, zone)}. */
    public static Date parse(Date self, String pattern, String text, TimeZone zone) throws ParseException {
        var format = new SimpleDateFormat(pattern, Locale.US);
        format.setTimeZone(zone);
        return format.parse(text);
    }
}
