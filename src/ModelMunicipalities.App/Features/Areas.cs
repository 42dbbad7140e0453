using System.Text.Json;
using System.Text.Json.Serialization;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Features.Improvements;
using ModelMunicipalities.App.Features.Meetings;
using ModelMunicipalities.App.Features.Networks;
using ModelMunicipalities.App.Features.Pairing;
using ModelMunicipalities.App.Features.Reminders;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Description;

namespace ModelMunicipalities.App.Features;

/// <summary>The areas of the program, one line each; their jobs stand on the coordinator's page in this order.</summary>
public static class Areas
{
    public static readonly IReadOnlyList<Area> All =
    [
        new AccountsArea(),
        new NetworksArea(),
        new CohortsArea(),
        new PairingArea(),
        new MeetingsArea(),
        new ImprovementsArea(),
        new RemindersArea(),
        new SurveysArea(),
        new AssessmentsArea(),
        new ReportsArea(),
    ];

    public static void AddAreas(this WebApplicationBuilder builder)
    {
        foreach (var area in All)
        {
            area.AddServices(builder);
        }
    }

    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.AddApiDescription();

        // Else a body that cannot be read is told about only while developing.
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
            );
            o.SerializerOptions.Converters.Add(new FiniteNumbers());
            o.SerializerOptions.DictionaryKeyPolicy = JsonNamingPolicy.CamelCase;
            o.SerializerOptions.MaxDepth = Limits.BodyDepth;
        });
    }

    public static void MapAreas(this WebApplication app)
    {
        app.MapApiDescription();
        var open = app.MapGroup("/api/v1");
        var signedIn = open.MapGroup("").RequireAuthorization(Policies.Api);
        var network = signedIn.MapGroup("/networks/{network}");
        var cohort = network.MapGroup("/cohorts/{cohort}");
        var routes = new CallRoutes(open, signedIn, network, cohort, cohort.MapGroup("/organisations/{organisation}"));
        foreach (var area in All)
        {
            area.MapCalls(routes);
            area.MapFiles(app);
        }
    }
}
