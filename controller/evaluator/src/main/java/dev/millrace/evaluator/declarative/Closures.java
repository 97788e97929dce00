package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.List;

/** The numbers of the closures that belong to a stage itself, not to stages inside it. */
final class Closures {
    List<Integer> of(Places.Place place) {
        var numbers = new ArrayList<Integer>();
        stage(place.stage(), numbers);
        if (place.stage().body() instanceof Model.FanOut fan) {
            fan.axes().forEach(axis -> add(axis.closure(), numbers));
        }
        place.cell().ifPresent(cell -> stage(cell, numbers));
        return numbers;
    }

    private static void stage(Model.Stage stage, List<Integer> numbers) {
        stage.agent().ifPresent(agent -> arguments(agent.arguments(), numbers));
        stage.environment().forEach(variable -> add(variable.value().closure(), numbers));
        stage.options().forEach(entry -> arguments(entry.arguments(), numbers));
        stage.tools().forEach(entry -> arguments(entry.arguments(), numbers));
        stage.when().ifPresent(when -> when.conditions().forEach(condition -> condition(condition, numbers)));
        stage.input().ifPresent(input -> {
            arguments(input.arguments(), numbers);
            input.parameters().forEach(entry -> arguments(entry.arguments(), numbers));
        });
        if (stage.body() instanceof Model.Steps steps) {
            add(steps.closure(), numbers);
        }
        stage.post().forEach(post -> add(post.closure(), numbers));
    }

    private static void condition(Model.Condition condition, List<Integer> numbers) {
        add(condition.closure(), numbers);
        arguments(condition.arguments(), numbers);
        condition.children().forEach(child -> condition(child, numbers));
    }

    private static void arguments(List<Model.Argument> arguments, List<Integer> numbers) {
        arguments.forEach(argument -> add(argument.value().closure(), numbers));
    }

    private static void add(int number, List<Integer> numbers) {
        if (number >= 0) {
            numbers.add(number);
        }
    }
}
