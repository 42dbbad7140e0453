using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>What the page of mails says of one.</summary>
public static class MailWords
{
    /// <summary>How far it has come, why no further, and when it is tried again.</summary>
    public static string State(ListMails.Line mail, Show show)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(show);
        return mail switch
        {
            { State: MailState.Sent, DeliveredAt: { } at } => Texts.MailsSentAt(show.Moment(at)),
            { State: MailState.Waiting, Fault: MailFault.PutOff, DueAt: { } at } => Texts.MailsPutOff(
                mail.Tries,
                show.Moment(at),
                mail.Said
            ),
            { Fault: MailFault.None } => mail.State.Name(),
            { Said: null } => $"{mail.State.Name()}: {mail.Fault.Name()}",
            _ => $"{mail.State.Name()}: {mail.Fault.Name()} ({mail.Said})",
        };
    }
}
