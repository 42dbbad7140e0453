using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Networks;
using Randomizer = Bogus.Randomizer;

namespace ModelMunicipalities.App.Demo;

/// <summary>
/// What the cohort 2027 changes at home, invented: planned at start-up and BM 1, some with cycles, one overdue, one that has
/// stood still, words from a mentor, and some that let the network see what they have moved.
/// </summary>
internal sealed class DemoImprovements(DemoLoader demo, AppDb db, Cohort cohort, Instrument instrument)
{
    private static readonly string[] Sharing = ["Luleå", "Karlskoga", "Uppsala", "Norrtälje", "Linköping", "Kristianstad"];

    private static readonly string[] Owners =
    [
        "Ekonomichefen",
        "Kommundirektören",
        "Kvalitetschefen",
        "Utvecklingsledaren",
        "Kanslichefen",
    ];

    private static readonly string[] Aims =
    [
        "Alla nämnder ska veta vad beslutet betyder för dem och ha det i sin plan.",
        "Kommunstyrelsen ska fråga efter resultat för kvinnor och män varje gång den får en rapport.",
        "Varje förvaltningschef ska ha uppdraget i sin överenskommelse och följa upp det i samtalen.",
        "Alla chefer ska kunna läsa statistik efter kön och veta vem de frågar.",
        "Budgetanvisningarna ska kräva att varje nämnd säger hur pengarna når kvinnor och män.",
        "Den som läser en rapport ska se kvinnor och män var för sig, med en kommentar.",
        "Minst hälften av ärendena till nämnden ska säga vad beslutet betyder för kvinnor och män.",
        "Delårsrapporten ska visa resultat efter kön för de tre största verksamheterna.",
        "Flickor och pojkar ska få lika många bra timmar i veckan, och vi ska kunna visa det.",
        "En annan förvaltning ska kunna göra samma granskning med hjälp av bladet.",
    ];

    /// <summary>Apart from the loader's own, so that what is drawn here moves nothing else.</summary>
    private readonly Randomizer _random = new(20270304);

    public async Task LoadAsync(Dictionary<string, Organisation> organisations, Dictionary<(string, Function), Person> people)
    {
        foreach (var (mentor, participants) in DemoLoader.Groups)
        {
            foreach (var name in participants)
            {
                var organisation = organisations[name];
                var part = db.Participations.Local.Single(p => p.CohortId == cohort.Id && p.OrganisationId == organisation.Id);
                part.SharesProgress = Sharing.Contains(name);
                var who = people[(name, Function.KeyPerson)];
                var startup = db.Meetings.Local.Single(m => m.CohortId == cohort.Id && m.Form == "startup");
                var first = db.Meetings.Local.Single(m =>
                    m.CohortId == cohort.Id && m.GroupId == part.GroupId && m.Form == "bm1"
                );
                if (name == "Hedemora")
                {
                    await HedemoraAsync(
                        organisation,
                        who,
                        people[(name, Function.Manager)],
                        people[(mentor, Function.KeyPerson)],
                        organisations[mentor],
                        startup.Id,
                        first.Id
                    );
                    continue;
                }

                await MovedAsync(organisation, who, startup.Id, part.SharesProgress ? 3 : 1);
                var step = _random.Number(1, 10);
                var going = Add(organisation, who, DemoTexts.Improvement(step), step, first.Id, -150, _random.Number(20, 120));
                if (_random.Bool(0.7f))
                {
                    DemoHistory.Must(Refused(going.MoveTo(ImprovementStatus.Active, At(-120))));
                    DemoHistory.Must(
                        going.BeginCycle(
                            new CycleDraft(
                                "Vi provar på en enhet i en månad. Kvalitetschefen samlar in vad de som använder det tycker."
                            ),
                            At(-_random.Number(20, 50))
                        )
                    );
                }
                else
                {
                    going.Touch(At(-_random.Number(5, 50)));
                }
            }
        }

        await db.SaveChangesAsync();
    }

    private async Task HedemoraAsync(
        Organisation organisation,
        Person key,
        Person manager,
        Person mentor,
        Organisation mentors,
        int startup,
        int first
    )
    {
        var reports = Add(organisation, key, DemoTexts.Improvement(6), 6, startup, -252, -165, 8);
        DemoHistory.Must(Refused(reports.MoveTo(ImprovementStatus.Active, At(-245))));
        DemoHistory.Must(
            reports.BeginCycle(
                new CycleDraft(
                    "Socialnämndens kvartalsrapport får kolumner för kvinnor och män. Vi tror att det tar en timme mer per rapport."
                ),
                At(-244)
            )
        );
        DemoHistory.Must(
            reports.WriteCycle(
                1,
                new CycleDraft(
                    reports.Cycles[0].Plan,
                    "Två handläggare gjorde rapporten för andra kvartalet. Systemet kunde dela upp allt utom färdtjänsten.",
                    "Det tog tjugo minuter mer, inte en timme. Nämnden frågade direkt varför männen får hjälp i hemmet senare.",
                    "Vi gör likadant i alla nämnder och lägger till en rad för kommentar.",
                    CycleOutcome.Adapt
                ),
                At(-215)
            )
        );
        DemoHistory.Must(
            reports.BeginCycle(
                new CycleDraft("Alla nämnders mallar ändras till delårsrapporten, med en rad för kommentar under varje tabell."),
                At(-214)
            )
        );
        DemoHistory.Must(
            reports.WriteCycle(
                2,
                new CycleDraft(
                    reports.Cycles[1].Plan,
                    "Fyra av fem nämnder använde mallen. Byggnadsnämnden har ingen statistik om personer.",
                    "38 av 42 tabeller visar kvinnor och män. Kommentarerna är korta men finns.",
                    "Mallen är beslutad och ligger i ekonomihandboken.",
                    CycleOutcome.Adopt
                ),
                At(-168)
            )
        );
        DemoHistory.Must(Refused(reports.MoveTo(ImprovementStatus.Done, At(-165))));

        var cases = Add(organisation, key, DemoTexts.Improvement(7), 7, first, -150, -12);
        cases.OwnerId = manager.Id;
        cases.Owner = manager.Name;
        DemoHistory.Must(Refused(cases.MoveTo(ImprovementStatus.Active, At(-130))));
        DemoHistory.Must(
            cases.BeginCycle(
                new CycleDraft(
                    "Socialnämnden provar mallen i tio ärenden. Vi räknar hur många som säger något om kvinnor och män."
                ),
                At(-128)
            )
        );
        DemoHistory.Must(
            cases.WriteCycle(
                1,
                new CycleDraft(
                    cases.Cycles[0].Plan,
                    "Tio ärenden skrevs i mallen av fyra handläggare.",
                    "Sju av tio hade en analys, men tre skrev bara ”påverkar inte”. Handläggarna saknade exempel.",
                    "Vi lägger in tre exempel i mallen och provar igen.",
                    CycleOutcome.Adapt
                ),
                At(-80)
            )
        );
        DemoHistory.Must(
            cases.BeginCycle(
                new CycleDraft("Mallen får tre exempel. Tio nya ärenden i socialnämnden och tio i bildningsnämnden."),
                At(-40)
            )
        );
        DemoHistory.Must(
            cases.WriteCycle(
                2,
                new CycleDraft(cases.Cycles[1].Plan, "Exemplen är inlagda och femton av tjugo ärenden är skrivna."),
                At(-18)
            )
        );

        var rink = Add(organisation, key, DemoTexts.Improvement(9), 9, first, -149, 90);
        rink.Touch(At(-74));
        await db.SaveChangesAsync();
        await PointAsync(organisation.Id, 6, "bm1", reports.Id);
        Say(
            cases,
            mentor,
            mentors,
            "Bra att ni räknar! Hos oss hjälpte det att nämndens ordförande skickade tillbaka två ärenden. Vill ni se våra exempel?",
            -16
        );
        Say(cases, key, organisation, "Gärna, skicka dem så tar vi med dem till BM 2.", -15);
        Say(
            rink,
            mentor,
            mentors,
            "Hur går det med ishallen? Ring mig om föreningarna är tveksamma, det var de hos oss också.",
            -30
        );
    }

    /// <summary>What moved some of the scores at BM 1, when something did.</summary>
    private async Task MovedAsync(Organisation organisation, Person who, int startup, int most)
    {
        var occasion = cohort.Occasions[1].Id;
        var moved = db.Assessments.Local.SingleOrDefault(a => a.OrganisationId == organisation.Id && a.OccasionId == occasion)
            ?.Consensus.Where(c => c.Cause == ChangeCause.Improvement)
            ?? [];
        foreach (var score in moved.OrderBy(c => c.Step).Take(most).ToList())
        {
            var done = Add(organisation, who, score.CauseText!, score.Step, startup, -252, -170);
            DemoHistory.Must(Refused(done.MoveTo(ImprovementStatus.Active, At(-240))));
            DemoHistory.Must(done.BeginCycle(new CycleDraft("Vi börjar med en nämnd och ser vad som händer."), At(-239)));
            DemoHistory.Must(
                done.WriteCycle(
                    1,
                    new CycleDraft(
                        done.Cycles[0].Plan,
                        "En nämnd provade under hösten.",
                        "Det fungerade, och de andra frågade efter det.",
                        "Alla nämnder gör likadant från årsskiftet.",
                        CycleOutcome.Adopt
                    ),
                    At(-180)
                )
            );
            DemoHistory.Must(Refused(done.MoveTo(ImprovementStatus.Done, At(-172))));
            await db.SaveChangesAsync();
            score.ImprovementId = done.Id;
        }
    }

    private async Task PointAsync(int organisation, int step, string occasion, int improvement)
    {
        var at = cohort.Occasions.Find(o => o.Key == occasion)!.Id;
        var score = await (
            from a in db.Assessments
            where a.OrganisationId == organisation && a.OccasionId == at
            join c in db.ConsensusScores on a.Id equals c.AssessmentId
            where c.Step == step
            select c
        ).SingleAsync();
        score.ImprovementId = improvement;
    }

    private Improvement Add(
        Organisation organisation,
        Person by,
        string title,
        int step,
        int meeting,
        int day,
        int due,
        params int[] more
    )
    {
        var improvement = new Improvement
        {
            CohortId = cohort.Id,
            OrganisationId = organisation.Id,
            Title = "",
            PlannedAtId = meeting,
            CreatedBy = by.Id,
            CreatedAt = At(day),
        };
        DemoHistory.Must(
            improvement.Write(
                new ImprovementDraft(
                    title,
                    Aims[step - 1],
                    [step, .. more],
                    null,
                    _random.ArrayElement(Owners),
                    DateOnly.FromDateTime(At(day).UtcDateTime),
                    DateOnly.FromDateTime(At(due).UtcDateTime)
                ),
                instrument,
                new Dictionary<int, string>(),
                At(day)
            )
        );
        db.Improvements.Add(improvement);
        return improvement;
    }

    private void Say(Improvement improvement, Person person, Organisation organisation, string text, int day)
    {
        var comment = new ImprovementComment
        {
            ImprovementId = improvement.Id,
            PersonId = person.Id,
            OrganisationId = organisation.Id,
            Text = "",
            At = At(day),
        };
        DemoHistory.Must(Refused(comment.Say(text)));
        db.ImprovementComments.Add(comment);
    }

    private DateTimeOffset At(int day) => DemoLoader.AtHour(demo.Today.AddDays(day), 15);

    private static Domain.Refusal[] Refused(Domain.Refusal? refusal) => refusal is null ? [] : [refusal];
}
