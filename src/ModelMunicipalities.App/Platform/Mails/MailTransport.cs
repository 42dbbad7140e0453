using MimeKit;
using ModelMunicipalities.App.Data;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>Where mails are handed over: a mail server or a folder.</summary>
internal interface IMailTransport
{
    /// <summary>True when handing over the same mail twice leaves one.</summary>
    bool IsRepeatable { get; }

    /// <summary>How many mails are handed over side by side.</summary>
    int Connections { get; }

    /// <summary>Opens a way for mails to go one after another.</summary>
    IMailConnection Open();
}

/// <summary>One connection, for one mail after another.</summary>
internal interface IMailConnection : IAsyncDisposable
{
    /// <summary>Hands over one mail.</summary>
    Task<Handed> SendAsync(MimeMessage message, OutgoingMail mail);
}

/// <summary>What became of handing over a mail.</summary>
/// <param name="End">What it means.</param>
/// <param name="Fault">Why it was not taken.</param>
/// <param name="Said">What the other side said.</param>
internal sealed record Handed(HandedEnd End, MailFault Fault = MailFault.None, string? Said = null)
{
    public static readonly Handed Taken = new(HandedEnd.Taken);
}

internal enum HandedEnd
{
    Taken,

    /// <summary>This mail is to be tried later.</summary>
    Later,

    /// <summary>This mail is never taken.</summary>
    Never,

    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>No mail is taken now, whichever: nothing that this one can help.</summary>
    Closed,
}
