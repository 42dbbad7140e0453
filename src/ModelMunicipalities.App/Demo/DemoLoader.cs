using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Surveys;
using Randomizer = Bogus.Randomizer;

namespace ModelMunicipalities.App.Demo;

/// <summary>Builds the demonstration's networks. The seed is fixed, so that every installation shows the same.</summary>
internal sealed class DemoLoader(
    AppDb db,
    Caller caller,
    InstrumentCatalogue instruments,
    SurveyForms forms,
    SurveySecrets secrets,
    IPasswordHasher<Person> hasher,
    TimeProvider time
)
{
    /// <summary>Groups of both cohorts: the mentor, then its participants. Source: [002].</summary>
    public static readonly IReadOnlyList<(string Mentor, string[] Participants)> Groups =
    [
        ("Piteå", ["Luleå", "Boden", "Skellefteå"]),
        ("Umeå", ["Lycksele", "Vännäs"]),
        ("Örebro", ["Karlskoga", "Kristinehamn", "Uppsala"]),
        ("Eskilstuna", ["Hedemora", "Norrtälje", "Enskede-Årsta-Vantör"]),
        ("Jönköping", ["Linköping", "Norrköping"]),
        ("Malmö", ["Kristianstad", "Halmstad"]),
    ];

    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    private readonly Randomizer _random = new(20170112);

    /// <summary>Apart from <see cref="Random"/>, so that what is drawn here moves nothing else.</summary>
    private readonly Randomizer _areas = new(20190401);

    public InstrumentCatalogue Instruments => instruments;

    public SurveyForms Forms => forms;

    public SurveySecrets Secrets => secrets;

    public Randomizer Random => _random;

    /// <summary>Midnight in Stockholm of the day it is loaded: dates are laid relative to it.</summary>
    public DateTimeOffset Today { get; } = AtHour(time.GetUtcNow(), 0);

    public async Task LoadAsync()
    {
        await LoadModellkommunerAsync();
        await PublishAsync();
        await LoadModellforvaltningarAsync();
        await PublishAsync();
    }

    /// <summary>What is over has its figures at once.</summary>
    private async Task PublishAsync()
    {
        db.ChangeTracker.Clear();
        foreach (var cohort in await db.Cohorts.Select(c => c.Id).ToListAsync())
        {
            await PublishFigures.PublishAsync(
                db,
                caller.Network!.MinimumCell,
                instruments,
                cohort,
                time.GetUtcNow(),
                CancellationToken.None
            );
        }

        db.ChangeTracker.Clear();
    }

    /// <summary>An hour of the day that an instant falls on in Stockholm.</summary>
    public static DateTimeOffset AtHour(DateTimeOffset day, int hour)
    {
        var local = TimeZoneInfo.ConvertTime(day, Stockholm).Date.AddHours(hour);
        return new DateTimeOffset(local, Stockholm.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>Takes an organisation into a cohort, with some areas of its own; a mentor with three places.</summary>
    public Participation Join(Cohort cohort, Organisation organisation, CohortRole role, int groupId)
    {
        var participation = new Participation
        {
            CohortId = cohort.Id,
            OrganisationId = organisation.Id,
            Role = role,
            GroupId = groupId,
            Focus =
            [
                .. _areas
                    .ArrayElements(FocusAreas.All.Select(a => a.Key).ToArray(), _areas.Number(1, 3))
                    .Order(StringComparer.Ordinal),
            ],
            Places = role == CohortRole.Mentor ? 3 : null,
        };
        db.Participations.Add(participation);
        return participation;
    }

    private async Task LoadModellkommunerAsync()
    {
        await EnterAsync("modellkommuner", "Modellkommuner");
        var stockholm = Add("Stockholm");
        await db.SaveChangesAsync();
        var organisations = new Dictionary<string, Organisation>();
        foreach (var name in Groups.SelectMany(g => g.Participants.Prepend(g.Mentor)))
        {
            organisations[name] =
                name == "Enskede-Årsta-Vantör" ? Add(name, OrganisationKind.CityDistrict, stockholm.Id) : Add(name);
        }

        var coordinator = Account("koordinator@modellkommuner.example", "Lena Wikström");
        var observer = Account("observator@modellkommuner.example", "Sara Holm");
        await db.SaveChangesAsync();
        caller.ActAs(coordinator.Id, coordinator.Name);
        Place(coordinator, NetworkRole.Coordinator);
        Place(observer, NetworkRole.Observer);

        var people = new Dictionary<(string, Function), Person>();
        foreach (var (name, organisation) in organisations)
        {
            foreach (var function in Assessment.Functions)
            {
                people[(name, function)] = (name, function) switch
                {
                    ("Hedemora", Function.KeyPerson) => Account("nyckelperson.hedemora@modellkommuner.example", "Anna Lindqvist"),
                    ("Hedemora", Function.Manager) => Account("chef.hedemora@modellkommuner.example", "Per Åkesson"),
                    ("Hedemora", Function.Politician) => Account("politiker.hedemora@modellkommuner.example", "Maria Sandgren"),
                    ("Eskilstuna", Function.KeyPerson) => Account("mentor.eskilstuna@modellkommuner.example", "Karin Öberg"),
                    _ => Invented(organisation.Slug),
                };
            }
        }

        await db.SaveChangesAsync();
        foreach (var ((name, function), person) in people)
        {
            var membership = Place(person, function, organisations[name]);
            if (name == "Kristinehamn" && function == Function.Politician)
            {
                membership.EndedAt = Today.AddDays(-25);
            }
        }

        await new DemoHistory(this, db).LoadAsync(organisations, people);
        db.ChangeTracker.Clear();
        await new DemoCohort(this, db).LoadAsync(organisations, people);
    }

    private async Task LoadModellforvaltningarAsync()
    {
        await EnterAsync("modellforvaltningar", "Modellförvaltningar Eskilstuna");
        var eskilstuna = Add("Eskilstuna");
        await db.SaveChangesAsync();
        string[] names =
        [
            "Arbetsmarknads- och familjeförvaltningen",
            "Barn- och utbildningsförvaltningen",
            "Kultur- och fritidsförvaltningen",
            "Miljö- och räddningstjänstförvaltningen",
            "Stadsbyggnadsförvaltningen",
            "Vård- och omsorgsförvaltningen",
        ];
        var organisations = names.Select(n => Add(n, OrganisationKind.Administration, eskilstuna.Id)).ToList();
        var coordinator = Account("koordinator@modellforvaltningar.example", "Jonas Ek");
        await db.SaveChangesAsync();
        caller.ActAs(coordinator.Id, coordinator.Name);
        Place(coordinator, NetworkRole.Coordinator);
        var people = new List<(Organisation Organisation, Function Function, Person Person)>();
        foreach (var organisation in organisations)
        {
            people.AddRange(Assessment.Functions.Select(f => (organisation, f, Invented(organisation.Slug))));
        }

        await db.SaveChangesAsync();
        people.ForEach(p => Place(p.Person, p.Function, p.Organisation));
        await new DemoCohort(this, db).LoadInternalAsync(organisations);
    }

    private async Task EnterAsync(string slug, string name)
    {
        var network = new Network
        {
            Slug = slug,
            Name = name,
            IsDemo = true,
        };
        db.Networks.Add(network);
        await db.SaveChangesAsync();
        caller.Enter(network);
    }

    private Organisation Add(string name, OrganisationKind kind = OrganisationKind.Municipality, int? parent = null)
    {
        var organisation = new Organisation
        {
            Name = name,
            Slug = Slug.From(name),
            Kind = kind,
            Code = kind == OrganisationKind.Municipality ? Catalogue.Municipalities.First(m => m.Name == name).Code : null,
            ParentId = parent,
        };
        db.Organisations.Add(organisation);
        return organisation;
    }

    private Person Account(string email, string name)
    {
        var person = NewPerson(email, name);
        person.PasswordHash = hasher.HashPassword(person, DemoSetup.Password);
        return person;
    }

    private Person Invented(string organisation)
    {
        // Without a password: nobody can sign in as them.
        var (first, last) = (_random.ArrayElement(DemoTexts.FirstNames), _random.ArrayElement(DemoTexts.LastNames));
        return NewPerson(
            $"{Slug.From(first)}.{Slug.From(last)}.{_random.Number(100, 999)}@{organisation}.example",
            $"{first} {last}"
        );
    }

    private Person NewPerson(string email, string name)
    {
        var person = new Person
        {
            Name = name,
            Email = email,
            UserName = email,
            NormalizedEmail = email.ToUpperInvariant(),
            NormalizedUserName = email.ToUpperInvariant(),
            EmailConfirmed = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
        };
        db.Users.Add(person);
        return person;
    }

    private void Place(Person person, NetworkRole role) =>
        db.Memberships.Add(
            new Membership
            {
                PersonId = person.Id,
                Role = role,
                Since = Today.AddYears(-1),
            }
        );

    private Membership Place(Person person, Function function, Organisation organisation)
    {
        var membership = new Membership
        {
            PersonId = person.Id,
            Function = function,
            OrganisationId = organisation.Id,
            Since = Today.AddYears(-1),
        };
        db.Memberships.Add(membership);
        return membership;
    }
}
