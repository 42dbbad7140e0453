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
    public static IEnumerable<string> Sections(IEnumerable<OutgoingMail> mails) =>
        mails
            .GroupBy(m => m.Subject)
            .Select(about =>
            {
                var subject = about.Key.ReplaceLineEndings(" ");
                var texts = about.Select(m => m.Body.Split("\n\n").Skip(1).ToList()).ToList();
                var same =
                    texts.Count == 1
                        ? 0
                        : Enumerable
                            .Range(1, texts.Min(t => t.Count))
                            .TakeWhile(n => texts.TrueForAll(t => t[^n] == texts[0][^n]))
                            .LastOrDefault();
                return string.Join(
                    "\n\n",
                    texts
                        .SelectMany(t => t.SkipLast(same))
                        .Concat(texts[0].TakeLast(same))
                        .Prepend($"{subject}\n{new string('=', subject.Length)}")
                );
            });

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
