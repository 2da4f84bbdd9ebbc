package io.orbweaver.frontier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The permits of this worker's shards: a page of a limited crawl may be requested only while one is free. Granted, used
 * and returned only grow, so that messages may come twice, late or never. Pure.
 */
public final class PermitBook {
    /** A crawl on a shard. */
    public record Place(int shard, int crawl) {}

    private static final class Account {
        long granted;
        long returned;
        /** What of {@code returned} is on disk: the scheduler may hear of no more, or a crash would take it back. */
        long returnedDurably;

        long used;
        long inFlight;

        long free() {
            return granted - returned - used - inFlight;
        }
    }

    private final Map<Place, Account> accounts = new HashMap<>();
    private final Set<Place> wanting = new HashSet<>();

    /** The shard is somebody else's from now on. */
    void forgetShard(int shard) {
        accounts.keySet().removeIf(place -> place.shard() == shard);
        wanting.removeIf(place -> place.shard() == shard);
    }

    /** The crawl is deleted. */
    void forgetCrawl(int crawl) {
        accounts.keySet().removeIf(place -> place.crawl() == crawl);
        wanting.removeIf(place -> place.crawl() == crawl);
    }

    /** What the store says when the shard is opened. */
    public void open(int shard, int crawl, long used, long returned) {
        Account account = account(shard, crawl);
        account.used = used;
        account.returned = returned;
        account.returnedDurably = returned;
    }

    /** The scheduler granted {@code total} permits since the crawl began. Returns whether there are more than before. */
    boolean granted(int shard, int crawl, long total) {
        Account account = account(shard, crawl);
        boolean more = total > account.granted;
        account.granted = Math.max(account.granted, total);
        if (more) {
            wanting.remove(new Place(shard, crawl));
        }
        return more;
    }

    /** Takes a permit, or remembers that one is wanted. */
    boolean take(int shard, int crawl) {
        Account account = account(shard, crawl);
        if (account.free() <= 0) {
            wanting.add(new Place(shard, crawl));
            return false;
        }
        account.inFlight++;
        wanting.remove(new Place(shard, crawl));
        return true;
    }

    /** The request ended: with a committed page, which uses the permit, or with something else, which frees it. */
    void settled(int shard, int crawl, boolean page) {
        Account account = account(shard, crawl);
        account.inFlight--;
        account.used += page ? 1 : 0;
    }

    /** Gives back all free permits; returns the new total of returned ones, -1 where none was free. */
    long giveBack(int shard, int crawl) {
        Account account = account(shard, crawl);
        long free = account.free();
        if (free <= 0) {
            return -1;
        }
        account.returned += free;
        return account.returned;
    }

    /** What {@link #giveBack} returned is durable. */
    public void returned(int shard, int crawl, long total) {
        Account account = account(shard, crawl);
        account.returnedDurably = Math.max(account.returnedDurably, total);
    }

    /** What the scheduler has to know of one place: totals that only grow, and whether more is wanted. */
    public record Report(Place place, long used, long returned, boolean wanted) {}

    Report report(Place place) {
        Account account = account(place.shard(), place.crawl());
        return new Report(place, account.used, account.returnedDurably, wanting.contains(place));
    }

    /** Whether the shard waits for a permit of the crawl and has one. */
    boolean servable(int shard, int crawl) {
        return wanting.contains(new Place(shard, crawl))
                && account(shard, crawl).free() > 0;
    }

    /** Whether any shard waits for a permit. */
    public boolean wanting() {
        return !wanting.isEmpty();
    }

    Set<Place> places() {
        return accounts.keySet();
    }

    long free(Place place) {
        return account(place.shard(), place.crawl()).free();
    }

    private Account account(int shard, int crawl) {
        Place place = new Place(shard, crawl);
        Account account = accounts.get(place);
        if (account == null) {
            account = new Account();
            // Not computeIfAbsent: it enlarges a HashMap one call late, also when it only finds an entry, and whoever
            // walks over the map meanwhile misses most of it without being told.
            accounts.put(place, account);
        }
        return account;
    }
}
