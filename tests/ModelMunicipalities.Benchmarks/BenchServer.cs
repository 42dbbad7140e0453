using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Benchmarks;

/// <summary>The whole program on Kestrel with an embedded database of its own, and one cohort of a given size in it.</summary>
internal sealed class BenchServer : WebApplicationFactory<AppDb>
{
    public const string Password = "Bench-password-2026";

    private readonly string _folder = Directory.CreateTempSubdirectory("bench").FullName;

    public BenchServer()
    {
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => new(Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features
        .Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!.Addresses.First());

    /// <summary>A network with one cohort: so many participants in groups of three, scored at so many occasions, the last one open.</summary>
    public async Task FillAsync(int organisations, int occasions)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var caller = scope.ServiceProvider.GetRequiredService<Caller>();
        var network = new Network { Slug = "bench", Name = "Bench" };
        db.Networks.Add(network);
        await db.SaveChangesAsync();
        caller.Enter(network);

        var instrument = scope.ServiceProvider.GetRequiredService<InstrumentCatalogue>()["ten-step-2019"];
        var now = DateTimeOffset.UtcNow;
        var cohort = new Cohort { Slug = "bench", Name = "Bench", Instrument = instrument.Key, Stage = CohortStage.Running };
        for (var i = 1; i <= occasions; i++)
        {
            // The last is open now; the others are over.
            var start = i == occasions ? now.AddDays(10) : now.AddDays(-30 * (occasions - i));
            cohort.Occasions.Add(new Occasion { Key = $"bm{i}", Ordinal = i, OpensAt = start.AddDays(-20), DueAt = start.AddDays(-1), StartsAt = start, EndsAt = start.AddHours(3) });
        }

        db.Cohorts.Add(cohort);
        var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>();
        var coordinator = NewPerson("coordinator", hasher);
        var keyPerson = NewPerson("keyperson", hasher);
        db.Users.AddRange(coordinator, keyPerson);
        await db.SaveChangesAsync();
        caller.ActAs(coordinator.Id, coordinator.Name);
        db.Memberships.Add(new Membership { PersonId = coordinator.Id, Role = NetworkRole.Coordinator, Since = now });

        var random = new Random(1);
        Group? group = null;
        for (var i = 0; i < organisations; i++)
        {
            if (i % 3 == 0)
            {
                db.Groups.Add(group = new Group { CohortId = cohort.Id, Name = $"Group {i / 3}" });
            }

            var organisation = new Organisation { Slug = $"org-{i}", Name = $"Organisation {i}" };
            db.Organisations.Add(organisation);
            if (i % 3 == 0)
            {
                await db.SaveChangesAsync();
            }

            await db.SaveChangesAsync();
            db.Participations.Add(new Participation { CohortId = cohort.Id, OrganisationId = organisation.Id, Role = CohortRole.Participant, GroupId = group!.Id });
            if (i == 0)
            {
                db.Memberships.Add(new Membership { PersonId = keyPerson.Id, OrganisationId = organisation.Id, Function = Function.KeyPerson, Since = now });
            }

            foreach (var occasion in cohort.Occasions.Where(o => i > 0 || o.Ordinal < occasions))
            {
                var assessment = new Assessment { CohortId = cohort.Id, OccasionId = occasion.Id, OrganisationId = organisation.Id, Instrument = instrument.Key };
                assessment.Import(
                    [.. instrument.Steps.Select(s => new GivenAnswer(s.Number, random.Next(1, 4)))],
                    null,
                    instrument,
                    new ScoringWindow(occasion.OpensAt, occasion.StartsAt, false),
                    coordinator.Id,
                    now);
                db.Assessments.Add(assessment);
            }

            if (i % 200 == 199)
            {
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        await PublishFigures.PublishAsync(
            db, network.MinimumCell, scope.ServiceProvider.GetRequiredService<InstrumentCatalogue>(), cohort.Id, DateTimeOffset.UtcNow, CancellationToken.None);
    }

    public HttpClient Client()
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = false }) { BaseAddress = Address };
        return client;
    }

    /// <summary>A client that holds the portal's session cookie.</summary>
    public async Task<HttpClient> SignedInAsync(string account)
    {
        var client = Client();
        var page = await client.GetStringAsync("/sign-in");
        var token = page.Split("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0];
        var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["email"] = $"{account}@bench.example",
            ["password"] = Password,
            ["__RequestVerificationToken"] = token,
        }));
        return answer.StatusCode == System.Net.HttpStatusCode.Redirect ? client : throw new InvalidOperationException($"Sign-in: {answer.StatusCode}");
    }

    /// <summary>A client that holds a bearer token.</summary>
    public async Task<HttpClient> WithTokenAsync(string account)
    {
        var client = Client();
        var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = $"{account}@bench.example", password = Password });
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", json.GetProperty("accessToken").GetString());
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseStaticWebAssets();
        builder.UseSetting("DATA_DIR", _folder);

        // Nothing follows a link in a mail here; which port it is, is known when it listens.
        builder.UseSetting("Portal:Address", "http://localhost");
        builder.UseSetting("Demo:Enabled", "false");

        // A job that is due would be measured with the rest.
        builder.UseSetting("Jobs:Enabled", "false");
        builder.ConfigureLogging(l => l.ClearProviders());
        builder.ConfigureTestServices(services => services.AddRazorPages().AddApplicationPart(typeof(BenchServer).Assembly));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Directory.Delete(_folder, true);
        }
    }

    private static Person NewPerson(string name, IPasswordHasher<Person> hasher)
    {
        var email = $"{name}@bench.example";
        var person = new Person { Name = name, Email = email, UserName = email, NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant(), SecurityStamp = "bench" };
        person.PasswordHash = hasher.HashPassword(person, Password);
        return person;
    }
}
