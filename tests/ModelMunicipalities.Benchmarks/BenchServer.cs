using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Jobs;
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

    // So many organisations are made by the rules of the domain, more are copies of these.
    private const int Made = 300;

    private readonly string _folder;
    private readonly bool _isOwn;
    private readonly DateTimeOffset? _at;

    /// <param name="folder">Where its database is; null for one that goes with it.</param>
    /// <param name="at">A time that stands still; null for the real one.</param>
    public BenchServer(string? folder = null, DateTimeOffset? at = null)
    {
        (_folder, _isOwn, _at) = (folder ?? Directory.CreateTempSubdirectory("bench").FullName, folder is null, at);
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>
    /// A network with one cohort: so many participants in groups of three, scored at so many occasions, the last one open.
    /// </summary>
    /// <param name="organisations">How many: up to three hundred, or that many times over.</param>
    /// <param name="occasions">How many occasions.</param>
    /// <param name="people">Whether each has its three functions, who have not scored the last occasion yet.</param>
    public async Task FillAsync(int organisations, int occasions, bool people = false)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(organisations % Math.Min(organisations, Made), 0);
        await using var scope = Services.CreateAsyncScope();
        var (db, caller) = (
            scope.ServiceProvider.GetRequiredService<AppDb>(),
            scope.ServiceProvider.GetRequiredService<Caller>()
        );
        var network = new Network { Slug = "bench", Name = "Bench" };
        db.Networks.Add(network);
        await db.SaveChangesAsync();
        caller.Enter(network);

        var instrument = scope.ServiceProvider.GetRequiredService<InstrumentCatalogue>()["ten-step-2019"];
        var now = _at ?? DateTimeOffset.UtcNow;
        var cohort = new Cohort
        {
            Slug = "bench",
            Name = "Bench",
            Instrument = instrument.Key,
            Stage = CohortStage.Running,
        };
        for (var i = 1; i <= occasions; i++)
        {
            // The last is open now; the others are over.
            var start = i == occasions ? now.AddDays(10) : now.AddDays(-30 * (occasions - i));
            cohort.Occasions.Add(
                new Occasion
                {
                    Key = $"bm{i}",
                    Ordinal = i,
                    OpensAt = start.AddDays(-20),
                    DueAt = start.AddDays(-1),
                    StartsAt = start,
                    EndsAt = start.AddHours(3),
                }
            );
        }

        var hash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>().HashPassword(null!, Password);
        var (coordinator, keyPerson) = (NewPerson("coordinator", hash), NewPerson("keyperson", hash));
        db.Cohorts.Add(cohort);
        db.Users.AddRange(coordinator, keyPerson);
        await db.SaveChangesAsync();
        caller.ActAs(coordinator.Id, coordinator.Name);

        var made = Enumerable
            .Range(0, Math.Min(organisations, Made))
            .Select(i => new Organisation { Slug = $"org-{i}", Name = $"Organisation {i}" })
            .ToList();
        var groups = made.Chunk(3).Select((_, i) => new Group { CohortId = cohort.Id, Name = $"Group {i}" }).ToList();
        var others = made.Select(
                (_, i) =>
                    Assessment
                        .Functions.Where(_ => people)
                        .Select(f => (Function: f, Person: NewPerson($"{f}.{i}", hash)))
                        .ToList()
            )
            .ToList();
        db.Organisations.AddRange(made);
        db.Groups.AddRange(groups);
        db.Users.AddRange(others.SelectMany(o => o.Select(p => p.Person)));
        await db.SaveChangesAsync();

        var random = new Random(1);
        foreach (var (i, organisation) in made.Index())
        {
            db.Participations.Add(
                new Participation
                {
                    CohortId = cohort.Id,
                    OrganisationId = organisation.Id,
                    Role = CohortRole.Participant,
                    GroupId = groups[i / 3].Id,
                }
            );
            db.Memberships.AddRange(
                others[i]
                    .Select(o => new Membership
                    {
                        PersonId = o.Person.Id,
                        OrganisationId = organisation.Id,
                        Function = o.Function,
                        Since = now,
                    })
            );
            foreach (var occasion in cohort.Occasions.Where(o => o.Ordinal < occasions || (i > 0 && !people)))
            {
                var assessment = new Assessment
                {
                    CohortId = cohort.Id,
                    OccasionId = occasion.Id,
                    OrganisationId = organisation.Id,
                    Instrument = instrument.Key,
                };
                assessment.Import(
                    [.. instrument.Steps.Select(s => new GivenAnswer(s.Number, random.Next(1, 4)))],
                    null,
                    instrument,
                    new ScoringWindow(occasion.OpensAt, occasion.StartsAt, false),
                    coordinator.Id,
                    now
                );
                db.Assessments.Add(assessment);
            }
        }

        await db.SaveChangesAsync();
        Type[] perOrganisation =
        [
            typeof(Organisation),
            typeof(Group),
            typeof(Participation),
            typeof(Assessment),
            typeof(ConsensusScore),
            .. people ? [typeof(Person), typeof(Membership)] : Type.EmptyTypes,
        ];
        await MultiplyAsync(db, organisations / made.Count, perOrganisation);

        // After the copying, which would make of one of them several.
        db.Memberships.Add(
            new Membership
            {
                PersonId = coordinator.Id,
                Role = NetworkRole.Coordinator,
                Since = now,
            }
        );
        db.Memberships.AddRange(
            Enumerable
                .Range(0, people ? 0 : 1)
                .Select(_ => new Membership
                {
                    PersonId = keyPerson.Id,
                    OrganisationId = made[0].Id,
                    Function = Function.KeyPerson,
                    Since = now,
                })
        );
        await db.SaveChangesAsync();
        await PublishAsync();
    }

    /// <summary>Publishes the figures that are due, as the job does.</summary>
    public Task<int> PublishAsync() =>
        InDbAsync(
            async (db, services) =>
                await PublishFigures.PublishAsync(
                    db,
                    (await db.Networks.SingleAsync()).MinimumCell,
                    services.GetRequiredService<InstrumentCatalogue>(),
                    (await db.Cohorts.SingleAsync()).Id,
                    _at ?? DateTimeOffset.UtcNow,
                    CancellationToken.None
                )
        );

    /// <summary>Does something in the network with its database.</summary>
    public Task<T> InDbAsync<T>(Func<AppDb, Task<T>> act) => InDbAsync((db, _) => act(db));

    /// <summary>Sends a request as the network's jobs do.</summary>
    public Task<Outcome<int>> JobAsync<T>(T request)
        where T : IUse<int>, IForJobs => Services.GetRequiredService<NetworkJobs>().SendAsync("bench", request);

    public HttpClient Client() => Client(Address);

    /// <summary>A client of any node.</summary>
    public static HttpClient Client(Uri address) =>
        new(new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>A client that holds the portal's session cookie.</summary>
    public Task<HttpClient> SignedInAsync(string account) => SignedInAsync(Client(), account);

    /// <summary>The same for any node on such a database.</summary>
    public static async Task<HttpClient> SignedInAsync(HttpClient client, string account)
    {
        var page = await client.GetStringAsync("/sign-in");
        var token = page.Split("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0];
        var answer = await client.PostAsync(
            "/sign-in",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["email"] = $"{account}@bench.example",
                    ["password"] = Password,
                    ["__RequestVerificationToken"] = token,
                }
            )
        );
        return answer.StatusCode == HttpStatusCode.Redirect
            ? client
            : throw new InvalidOperationException($"Sign-in: {answer.StatusCode}");
    }

    /// <summary>A client that holds a bearer token.</summary>
    public Task<HttpClient> WithTokenAsync(string account) => WithTokenAsync(Client(), account);

    /// <summary>The same for any node on such a database.</summary>
    public static async Task<HttpClient> WithTokenAsync(HttpClient client, string account)
    {
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/auth/login",
            new { email = $"{account}@bench.example", password = Password }
        );
        var json = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new("Bearer", json.GetProperty("accessToken").GetString());
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
        builder.ConfigureTestServices(services =>
        {
            services.AddRazorPages().AddApplicationPart(typeof(BenchServer).Assembly);
            if (_at is { } at)
            {
                services.AddSingleton<TimeProvider>(new Standing(at));
            }
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _isOwn)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, true);
        }
    }

    private async Task<T> InDbAsync<T>(Func<AppDb, IServiceProvider, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        scope.ServiceProvider.GetRequiredService<Caller>().Enter(await db.Networks.SingleAsync());
        return await act(db, scope.ServiceProvider);
    }

    private static Person NewPerson(string name, string hash)
    {
        var email = $"{name}@bench.example";
        return new Person
        {
            Name = name,
            Email = email,
            UserName = email,
            NormalizedEmail = email.ToUpperInvariant(),
            NormalizedUserName = email.ToUpperInvariant(),
            SecurityStamp = "bench",
            PasswordHash = hash,
        };
    }

    /// <summary>
    /// Copies rows inside the database until there are so many times as many: a million go in seconds so. What a row is known
    /// by, and what it belongs to among these, is another in each copy.
    /// </summary>
#pragma warning disable EF1002 // Names of the model and numbers.
    private static async Task MultiplyAsync(AppDb db, int times, Type[] types)
    {
        var last = new Dictionary<IEntityType, int>();
        foreach (var type in types.Select(t => db.Model.FindEntityType(t)!))
        {
            last[type] = await db
                .Database.SqlQueryRaw<int>($"SELECT COALESCE(MAX(Id), 0) AS Value FROM \"{type.GetTableName()}\"")
                .SingleAsync();
        }

        foreach (var type in last.Keys.Where(_ => times > 1))
        {
            var table = StoreObjectIdentifier.Table(type.GetTableName()!);
            var columns = type.GetProperties().Select(p => (Name: $"\"{p.GetColumnName(table)}\"", Copy: Copy(p))).ToList();
            await db.Database.ExecuteSqlRawAsync(
                $"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times - 1})
                INSERT INTO "{table.Name}" ({string.Join(", ", columns.Select(c => c.Name))})
                SELECT {string.Join(", ", columns.Select(c => c.Copy))} FROM n, "{table.Name}" t WHERE t.Id <= {last[
                    type
                ]} ORDER BY i, t.Id
                """
            );

            string Copy(IProperty property)
            {
                var column = $"t.\"{property.GetColumnName(table)}\"";
                var of = property.IsPrimaryKey()
                    ? type
                    : property.GetContainingForeignKeys().Select(k => k.PrincipalEntityType).FirstOrDefault(last.ContainsKey);
                return of is not null ? $"{column} + i * {last[of]}"
                    : property.ClrType == typeof(string) && property.IsIndex() ? $"i || '-' || {column}"
                    : column;
            }
        }
    }
#pragma warning restore EF1002

    private sealed class Standing(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
