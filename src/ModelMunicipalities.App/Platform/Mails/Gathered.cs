using ModelMunicipalities.App.Data;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>Several mails to one reader as one.</summary>
internal static class Gathered
{
    /// <summary>The most characters of mails in one; more go into another.</summary>
    private const int Longest = 60_000;

    /// <summary>
    /// The mails without their greetings, each under its subject; those of one subject under it together, and what all of them
    /// end with once.
    /// </summary>
    public static IEnumerable<LetterPart?> Sections(IEnumerable<OutgoingMail> mails) =>
        mails
            .GroupBy(m => m.Subject)
            .SelectMany(
                IEnumerable<LetterPart?> (about) =>
                {
                    var letters = about.Select(m => Letter.Read(m.Body, m.Outline).Parts.Skip(1).ToList()).ToList();
                    var same =
                        letters.Count == 1
                            ? 0
                            : Enumerable
                                .Range(1, letters.Min(t => t.Count))
                                .TakeWhile(n => letters.TrueForAll(t => t[^n] == letters[0][^n]))
                                .LastOrDefault();
                    return letters
                        .SelectMany(t => t.SkipLast(same))
                        .Concat(letters[0].TakeLast(same))
                        .Prepend(LetterPart.Heading(about.Key));
                }
            );

    /// <summary>The mails in order, in as many parts as they need.</summary>
    public static List<List<OutgoingMail>> Parts(IEnumerable<OutgoingMail> mails)
    {
        List<List<OutgoingMail>> parts = [];
        var length = 0;
        foreach (var mail in mails)
        {
            length += mail.Body.Length;
            if (parts.Count == 0 || length > Longest)
            {
                parts.Add([]);
                length = mail.Body.Length;
            }

            parts[^1].Add(mail);
        }

        return parts;
    }
}
