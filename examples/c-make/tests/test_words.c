#include "words.h"

#include <stdio.h>
#include <string.h>

static int failures;

static void check(int holds, const char *what) {
    printf("%s %s\n", holds ? "ok    " : "FAILED", what);
    failures += !holds;
}

int main(void) {
    struct words words = {0};

    words_add_text(&words, "");
    check(words.length == 0, "an empty text has no words");

    words_add_text(&words, "The cat, the dog; THE end.");
    check(words.length == 4, "words are told apart by what is between them");

    words_sort(&words);
    check(strcmp(words.items[0].text, "the") == 0 && words.items[0].count == 3, "the most frequent word comes first");
    check(strcmp(words.items[1].text, "cat") == 0, "equal counts are in the order of the alphabet");

    words_free(&words);
    check(words.length == 0, "nothing is left after freeing");
    return failures == 0 ? 0 : 1;
}
