using System.Net.Mail;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>The settings under <c>Mail</c>. Without a host mails go to a folder.</summary>
public sealed class MailOptions
{
    /// <summary>The mail server; null for the pickup folder.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>True to talk encrypted (STARTTLS).</summary>
    public bool Tls { get; set; } = true;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Where mails come from. Nobody reads what is sent there.</summary>
    public string From { get; set; } = "ingen-svarar@modellkommuner.example";

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">One cannot be used; the sentence names it.</exception>
    public static MailOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Mail");
        var options = new MailOptions
        {
            Host = section["Host"] is { Length: > 0 } host ? host : null,
            User = section["User"] is { Length: > 0 } user ? user : null,
            Password = section["Password"] is { Length: > 0 } password ? password : null,
        };
        options.From = section["From"] ?? options.From;
        options.Port = section["Port"] is not { } port ? options.Port
            : int.TryParse(port, out var number) && number is > 0 and < 65536 ? number
            : throw new InvalidOperationException($"Mail__Port is '{port}', and must be a number from 1 to 65535.");
        options.Tls = section["Tls"] is not { } tls ? options.Tls
            : bool.TryParse(tls, out var isOn) ? isOn
            : throw new InvalidOperationException($"Mail__Tls is '{tls}', and must be true or false.");
        return options switch
        {
            _ when !MailAddress.TryCreate(options.From, out _) => throw new InvalidOperationException($"Mail__From is '{options.From}', which is no e-mail address."),
            { Host: null, User: not null } => throw new InvalidOperationException("Mail__User is set, so Mail__Host must say which server to sign in to."),
            { User: not null, Password: null } => throw new InvalidOperationException("Mail__User is set, so Mail__Password must be set too."),
            { User: null, Password: not null } => throw new InvalidOperationException("Mail__Password is set, so Mail__User must be set too."),
            { User: not null, Tls: false } => throw new InvalidOperationException("Mail__Tls is false while Mail__User is set: the password would be sent in the open."),
            _ => options,
        };
    }
}
