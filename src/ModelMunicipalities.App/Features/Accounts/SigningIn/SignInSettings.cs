namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>The settings under <c>SignIn</c>.</summary>
public sealed class SignInSettings
{
    /// <summary>How many wrong passwords in a row one client may try on one account before it has to wait.</summary>
    public int TriesPerAccount { get; private init; } = 5;

    /// <summary>How many wrong passwords one client may try on any accounts before it has to wait.</summary>
    public int TriesPerClient { get; private init; } = 50;

    /// <summary>The longest wait between two tries, in seconds.</summary>
    public int LongestWait { get; private init; } = 60;

    /// <summary>
    /// How many wrong passwords clients that an account does not know may try on it, together, before all of them have to wait.
    /// </summary>
    public int TriesOfStrangers => (int)Math.Min(4L * TriesPerAccount, int.MaxValue);

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">One cannot be used; the sentence names it.</exception>
    public static SignInSettings Read(IConfiguration configuration)
    {
        var (section, standard) = (configuration.GetSection("SignIn"), new SignInSettings());
        return new SignInSettings
        {
            TriesPerAccount = Number(nameof(TriesPerAccount), standard.TriesPerAccount),
            TriesPerClient = Number(nameof(TriesPerClient), standard.TriesPerClient),
            LongestWait = Number(nameof(LongestWait), standard.LongestWait),
        };

        int Number(string name, int otherwise) =>
            section[name] is not { } text ? otherwise
            : int.TryParse(text, out var number) && number > 0 ? number
            : throw new InvalidOperationException($"SignIn__{name} is '{text}', and must be a whole number of at least 1.");
    }
}
