namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Slows down who tries one password after another, and nobody else: wrong passwords are counted for a client on an account, for
/// a client on all accounts, and for an account over all clients that it does not know. A client that the account knows, since
/// somebody has signed in to it from there, is counted by itself alone. Nothing is ever locked. See docs/adr/0019.
/// </summary>
/// <remarks>
/// Counted in the node's memory, as <see cref="JoinLimits"/> is; of those who have not been counted for longest, half are
/// forgotten when there are too many. An address that has no account is counted as one that has.
/// </remarks>
public sealed class SignInLimits(SignInSettings options, TimeProvider time)
{
    /// <summary>How many tallies are kept before the older ones are forgotten.</summary>
    public const int MostTallies = 50_000;

    /// <summary>After how long one wrong password is forgotten.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();

    private Dictionary<string, Tally> _recent = [];

    private Dictionary<string, Tally> _older = [];

    /// <summary>How many tallies are kept.</summary>
    public int Tallies => _recent.Count + _older.Count;

    /// <summary>
    /// Begins a try on an account, which counts as wrong until it is said to have been right; so a hundred at the same time
    /// are a hundred.
    /// </summary>
    /// <param name="client">From where.</param>
    /// <param name="email">The address that was typed.</param>
    /// <param name="person">Whose account it is; null for nobody's.</param>
    public Attempt Begin(Client client, string email, int? person)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(email);
        var account = email.ToUpperInvariant();
        var here = $"{account} {client.Address}";
        lock (_lock)
        {
            return person is { } id && client.KnownTo.Contains(id)
                    ? Begin(true, null, ($"device {account} {client.Device}", options.TriesPerAccount))
                : Find("known " + here) is not null ? Begin(true, "known " + here, ("known " + here, options.TriesPerAccount))
                : Begin(
                    true,
                    "known " + here,
                    (here, options.TriesPerAccount),
                    ("client " + client.Address, options.TriesPerClient),
                    ("account " + account, options.TriesOfStrangers)
                );
        }
    }

    /// <summary>Begins a try that is about no account that can be known: a refresh token.</summary>
    public Attempt Begin(Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        lock (_lock)
        {
            return Begin(false, null, ("client " + client.Address, options.TriesPerClient));
        }
    }

    private Attempt Begin(bool inARow, string? known, params (string Key, int Free)[] counted)
    {
        var now = time.GetUtcNow();
        var tallies = counted.Select(c => (Tally: Find(c.Key) ?? Add(c.Key), c.Free)).ToList();
        var until = tallies.Max(t => t.Tally.Until);
        if (until > now)
        {
            // One second more than it is, when it is one: "1 seconds" reads badly.
            return new Attempt(Math.Max(2, (int)Math.Ceiling((until - now).TotalSeconds)), () => { });
        }

        var before = tallies.ConvertAll(t => t.Tally.Until);
        foreach (var (tally, free) in tallies)
        {
            tally.Count(now, free, options.LongestWait);
        }

        return new Attempt(null, () =>
        {
            lock (_lock)
            {
                foreach (var ((tally, _), earlier) in tallies.Zip(before))
                {
                    tally.TakeBack(earlier);
                }

                // A row of wrong ones on an account ends with one that is right; the other tallies go down as time goes by.
                if (inARow)
                {
                    tallies[0].Tally.Clear();
                }

                if (known is not null && Find(known) is null)
                {
                    Add(known);
                }
            }
        });
    }

    private Tally? Find(string key)
    {
        if (_recent.TryGetValue(key, out var tally) || !_older.Remove(key, out tally))
        {
            return tally;
        }

        return Keep(key, tally);
    }

    private Tally Add(string key) => Keep(key, new Tally());

    private Tally Keep(string key, Tally tally)
    {
        if (_recent.Count >= MostTallies / 2)
        {
            (_older, _recent) = (_recent, []);
        }

        return _recent[key] = tally;
    }

    /// <param name="WaitSeconds">How long to wait before the next; null for a try that may be made.</param>
    /// <param name="Right">To be called when the password was right.</param>
    public sealed record Attempt(int? WaitSeconds, Action Right);

    private sealed class Tally
    {
        private double _wrong;

        private DateTimeOffset _at;

        /// <summary>Before when no try is let through.</summary>
        public DateTimeOffset Until { get; private set; }

        public void Count(DateTimeOffset now, int free, int longestWait)
        {
            _wrong = Math.Max(0, _wrong - ((now - _at) / Forgotten)) + 1;
            _at = now;
            var over = (int)Math.Ceiling(_wrong) - free;
            if (over >= 0)
            {
                // Two seconds after the last that is free, then twice as long each time.
                Until = now.AddSeconds(Math.Min(longestWait, Math.Pow(2, Math.Min(over + 1, 30))));
            }
        }

        public void TakeBack(DateTimeOffset until) => (_wrong, Until) = (Math.Max(0, _wrong - 1), until);

        public void Clear() => (_wrong, Until) = (0, default);
    }
}
