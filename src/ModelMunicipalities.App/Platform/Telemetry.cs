using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// Sends what is measured to where OpenTelemetry's own settings say (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its kin); without
/// them nothing is collected. Measures only: a trace would carry addresses, and some of those are somebody's personal link.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
    [
        PortalMeters.Name,
        "System.Runtime",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.EntityFrameworkCore",
        "Npgsql",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Endpoint] is not { Length: > 0 } set)
        {
            return;
        }

        if (!Uri.TryCreate(set, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException(
                $"{Endpoint} is '{set}', and must be an address that begins with http:// or https://."
            );
        }

        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(r =>
                r.AddService("modellkommuner", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3))
            )
            .WithMetrics(m => m.AddMeter(Meters).AddOtlpExporter());
    }
}
