namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>Mail: written with a change, delivered by <see cref="MailDelivery"/>.</summary>
public static class MailSetup
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        var options = MailOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<MailChoiceLinks>();
        builder.Services.AddSingleton<MailWriter>();
        if (options.Host is null)
        {
            builder.Services.AddSingleton<IMailTransport, PickupTransport>();
        }
        else
        {
            builder.Services.AddSingleton<MailTokens>();
            builder.Services.AddSingleton<IMailTransport, SmtpTransport>();
        }

        builder.Services.AddSingleton<MailGathering>();
        builder.Services.AddSingleton<MailDelivery>();
        builder.Services.AddHostedService<MailWorker>();
    }
}
