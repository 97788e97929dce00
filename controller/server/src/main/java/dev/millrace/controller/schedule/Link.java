package dev.millrace.controller.schedule;

/** A shape that a bay can serve. */
final class Link {
    private static final int SHUT = -1;

    final Shape shape;
    final Bay bay;
    /** Where it is among the shape's open ones. */
    private int place = SHUT;

    Link(Shape shape, Bay bay) {
        this.shape = shape;
        this.bay = bay;
    }

    /** Counts it among the shape's open ones or not, as the bay is; whether the shape has an agent now and had none, or the other way round. */
    boolean settle() {
        boolean any = !shape.open.isEmpty();
        set(bay.isOpen());
        return any == shape.open.isEmpty();
    }

    void shut() {
        set(false);
    }

    private void set(boolean open) {
        if (open == (place != SHUT)) {
            return;
        }
        if (open) {
            place = shape.open.size();
            shape.open.add(this);
            return;
        }
        var last = shape.open.removeLast();
        if (last.place != place) {
            last.place = place;
            shape.open.set(place, last);
        }
        place = SHUT;
    }
}
