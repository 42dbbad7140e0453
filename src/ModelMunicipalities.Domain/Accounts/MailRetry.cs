namespace ModelMunicipalities.Domain.Accounts;

/// <summary>
/// When a mail that was put off is tried again: after one minute, two, four and so on up to six hours, each up to a fifth
/// longer by chance, so that mails put off together do not come back together.
/// </summary>
public static class MailRetry
{
    /// <summary>After so many tries a mail is given up: somewhat more than a day after the first.</summary>
    public const int MostTries = 13;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>How long to wait.</summary>
    /// <param name="tries">Tries so far, from 1.</param>
    /// <param name="chance">From 0 up to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nothing has been tried.</exception>
    public static TimeSpan Wait(int tries, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tries, 1);
        var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(tries - 1, 20)));
        return (wait < Longest ? wait : Longest) * (1 + (chance / 5));
    }
}
