using MailKit.Security;
using MimeKit;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>The settings under <c>Mail</c>. Without a host mails go to a folder.</summary>
public sealed class MailOptions
{
    /// <summary>The port at which servers talk encrypted from the first byte.</summary>
    private const int PortOfImplicitTls = 465;

    /// <summary>The mail server; null for the pickup folder.</summary>
    public string? Host { get; private init; }

    public int Port { get; private init; }

    public SecureSocketOptions Tls { get; private init; }

    public string? User { get; private init; }

    /// <summary>Null with <see cref="OAuth"/>, and without <see cref="User"/>.</summary>
    public string? Password { get; private init; }

    /// <summary>Where tokens to sign in with come from; null for signing in with a password or not at all.</summary>
    public MailOAuthOptions? OAuth { get; private init; }

    /// <summary>What mails are signed with; null for nothing.</summary>
    public MailDkim? Dkim { get; private init; }

    /// <summary>Where mails come from. Nobody reads what is sent there.</summary>
    public required MailboxAddress From { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">One cannot be used; the sentence names it.</exception>
    public static MailOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Mail");
        var port = PortIn(section["Port"]);
        var tls = TlsIn(section["Tls"], port);
        var from = FromIn(section["From"] ?? "ingen-svarar@modellkommuner.example");
        var options = new MailOptions
        {
            Host = section.Text("Host"),
            Port = port ?? (tls == SecureSocketOptions.SslOnConnect ? PortOfImplicitTls : 587),
            Tls = tls,
            User = section.Text("User"),
            Password = section.Text("Password"),
            OAuth = MailOAuthOptions.Read(section.GetSection("OAuth")),
            Dkim = MailDkim.Read(section.GetSection("Dkim"), from),
            From = from,
        };
        return options.Wrong() is { } sentence ? throw new InvalidOperationException(sentence) : options;
    }

    private static int? PortIn(string? set) =>
        set is null ? null
        : int.TryParse(set, out var port) && port is > 0 and < 65536 ? port
        : throw new InvalidOperationException($"Mail__Port is '{set}', and must be a number from 1 to 65535.");

    /// <summary>The names, and what the setting was called when it could only be on and off.</summary>
    private static SecureSocketOptions TlsIn(string? set, int? port) =>
        set?.ToUpperInvariant() switch
        {
            null => port == PortOfImplicitTls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls,
            "STARTTLS" or "TRUE" => SecureSocketOptions.StartTls,
            "WHENOFFERED" => SecureSocketOptions.StartTlsWhenAvailable,
            "IMPLICIT" => SecureSocketOptions.SslOnConnect,
            "NONE" or "FALSE" => SecureSocketOptions.None,
            _ => throw new InvalidOperationException(
                $"Mail__Tls is '{set}', and must be StartTls, Implicit, WhenOffered or None."
            ),
        };

    private static MailboxAddress FromIn(string set) =>
        MailboxAddress.TryParse(set, out var from) && EmailAddress.CanBeMailed(from.Address)
            ? from
            : throw new InvalidOperationException($"Mail__From is '{set}', which is no e-mail address.");

    /// <summary>What does not go together; null when everything does.</summary>
    private string? Wrong() =>
        this switch
        {
            { Host: null, User: not null } => "Mail__User is set, so Mail__Host must say which server to sign in to.",
            { OAuth: not null, User: null } =>
                "Mail__OAuth__TokenEndpoint is set, so Mail__User must say whose mailbox it is for.",
            { OAuth: not null, Password: not null } =>
                "Mail__OAuth__TokenEndpoint is set, so Mail__Password must not be: the portal signs in with a token.",
            { OAuth: null, User: not null, Password: null } =>
                "Mail__User is set, so Mail__Password must be set too, or Mail__OAuth__TokenEndpoint.",
            { User: null, Password: not null } => "Mail__Password is set, so Mail__User must be set too.",
            { User: not null, Tls: SecureSocketOptions.None or SecureSocketOptions.StartTlsWhenAvailable } =>
                "Mail__Tls must be StartTls or Implicit while Mail__User is set: else the password could be sent in the open.",
            _ => null,
        };
}

/// <summary>The settings under <c>Mail:OAuth</c>: client credentials at a token endpoint (RFC 6749, 4.4).</summary>
public sealed record MailOAuthOptions(Uri TokenEndpoint, string ClientId, string ClientSecret, string? Scope)
{
    /// <summary>Reads and checks the settings; null when none is set.</summary>
    /// <exception cref="InvalidOperationException">One is missing or cannot be used; the sentence names it.</exception>
    public static MailOAuthOptions? Read(IConfigurationSection section)
    {
        if (section.Text("TokenEndpoint") is not { } set)
        {
            return section.GetChildren().FirstOrDefault(s => !string.IsNullOrEmpty(s.Value)) is { } other
                ? throw new InvalidOperationException(
                    $"Mail__OAuth__{other.Key} is set, so Mail__OAuth__TokenEndpoint must say where tokens come from."
                )
                : null;
        }

        if (
            !Uri.TryCreate(set, UriKind.Absolute, out var endpoint)
            || endpoint is not ({ Scheme: "https" } or { Scheme: "http", IsLoopback: true })
        )
        {
            throw new InvalidOperationException(
                $"Mail__OAuth__TokenEndpoint is '{set}', and must be an address that begins with https://."
            );
        }

        var (id, secret) = (section.Needed("OAuth", "ClientId"), section.Needed("OAuth", "ClientSecret"));
        return new MailOAuthOptions(endpoint, id, secret, section.Text("Scope"));
    }
}

internal static class MailSettings
{
    /// <summary>What a setting says; null for nothing.</summary>
    public static string? Text(this IConfigurationSection section, string name) =>
        section[name] is { Length: > 0 } set ? set : null;

    /// <summary>What a setting says that the others of its section need.</summary>
    public static string Needed(this IConfigurationSection section, string of, string name) =>
        section.Text(name)
        ?? throw new InvalidOperationException($"Mail__{of}__{name} must be set: the other settings under Mail__{of} need it.");
}
