// Plain Groovy that computes, as pipelines do. Each line that it prints is a workload and how many nanoseconds it took.

def additions() {
    def sum = 0L
    for (int i = 0; i < 10_000_000; i++) {
        sum += i
    }
    sum
}

def strings() {
    def text = new StringBuilder()
    for (i in 0..<200_000) {
        text << "part-${i}" << ','
    }
    text.toString().split(',').collect { it.toUpperCase().replace('-', '_') }.join(' ').length()
}

def lists() {
    def numbers = (1..200_000).collect { it * 3 }
    def even = numbers.findAll { it % 2 == 0 }
    even.sort { -it }.take(1000).sum() + even.groupBy { it % 10 }.size()
}

def maps() {
    def counts = [:]
    for (i in 0..<300_000) {
        def key = "k${i % 1000}".toString()
        counts[key] = (counts[key] ?: 0) + 1
    }
    counts.findAll { k, v -> v > 1 }.collectEntries { k, v -> [v, k] }.size()
}

def fib(n) {
    n < 2 ? n : fib(n - 1) + fib(n - 2)
}

def recursion() {
    fib(27)
}

def closures() {
    def twice = { it * 2 }
    def both = twice >> { it + 1 }
    def sum = 0
    500_000.times { sum += both(it) % 7 }
    sum
}

class Account {
    def balance = 0
    List notes = []

    def add(amount) {
        balance += amount
        if (amount % 1000 == 0) {
            notes << "added $amount"
        }
        this
    }
}

def objects() {
    def account = new Account()
    for (i in 1..500_000) {
        account.add(i)
        account.balance = account.balance - 1
    }
    account.notes.size() + account.balance
}

def workloads = [
    additions: { additions() }, strings: { strings() }, lists: { lists() }, maps: { maps() },
    recursion: { recursion() }, closures: { closures() }, objects: { objects() }
]
for (int round = 0; round < ROUNDS; round++) {
    for (workload in workloads) {
        def begun = System.nanoTime()
        workload.value()
        println "${workload.key} ${System.nanoTime() - begun}"
    }
}
