using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Demo;

/// <summary>
/// The demonstration: two networks with real organisations and invented people, loaded once into an empty database.
/// </summary>
public static class DemoSetup
{
    /// <summary>The demo accounts' password.</summary>
    public const string Password = "Modellkommun-demo-2026";

    /// <summary>The accounts that can sign in, with what they are.</summary>
    public static readonly IReadOnlyList<(string Email, string What)> Accounts =
    [
        ("koordinator@modellkommuner.example", "samordnare / coordinator"),
        ("nyckelperson.hedemora@modellkommuner.example", "nyckelperson / key person, Hedemora"),
        ("chef.hedemora@modellkommuner.example", "chef / manager, Hedemora"),
        ("politiker.hedemora@modellkommuner.example", "politiker / politician, Hedemora"),
        ("mentor.eskilstuna@modellkommuner.example", "mentor, Eskilstuna"),
        ("observator@modellkommuner.example", "observatör / observer"),
        ("koordinator@modellforvaltningar.example", "samordnare / coordinator, ett annat nätverk / another network"),
    ];

    /// <summary>True when the demonstration is asked for: <c>Demo__Enabled</c>, by default only in development.</summary>
    public static bool IsDemo(this IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetValue("Demo:Enabled", environment.IsDevelopment());

    public static void AddDemo(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.IsDemo(builder.Environment))
        {
            builder.Services.AddSingleton<DemoMode>();
        }

        builder.Services.AddScoped<DemoLoader>();
    }

    public static async Task LoadDemoAsync(this WebApplication app)
    {
        if (app.Services.GetService<DemoMode>() is null)
        {
            return;
        }

        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await RefuseBesideOthersAsync(db);
            if (!await db.Networks.AnyAsync())
            {
                await scope.ServiceProvider.GetRequiredService<DemoLoader>().LoadAsync();
            }
        }

        app.Lifetime.ApplicationStarted.Register(() =>
        {
            Console.WriteLine();
            Console.WriteLine($"Modellkommuner: {string.Join(", ", app.Urls)}");
            Console.WriteLine($"Demo, lösenord / password: {Password}");
            foreach (var (email, what) in Accounts)
            {
                Console.WriteLine($"  {email, -46} {what}");
            }

            Console.WriteLine();
        });
    }

    /// <summary>Its passwords and its mailbox are everybody's, so nobody's true data may lie beside it.</summary>
    private static async Task RefuseBesideOthersAsync(AppDb db)
    {
        var others = await db.Networks.Where(n => !n.IsDemo).OrderBy(n => n.Id).Select(n => n.Slug).Take(3).ToListAsync();
        if (others.Count > 0)
        {
            throw new InvalidOperationException(
                $"Demo__Enabled is true, but the database holds networks that are not the demonstration's ({string.Join(", ", others)}). "
                    + "The demonstration's passwords and mails are open to everybody, so it does not run beside them: "
                    + "set Demo__Enabled to false, or DATA_DIR or Database__ConnectionString to a place of its own."
            );
        }
    }
}

/// <summary>Present when the demonstration runs; pages then say that people are invented.</summary>
public sealed class DemoMode;
