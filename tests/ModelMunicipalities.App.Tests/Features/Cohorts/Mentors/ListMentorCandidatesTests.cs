using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ListMentorCandidatesTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Whom_to_ask_begins_with_those_that_said_they_would_and_how_it_went_for_them()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Outside("Umeå", "Örebro", "Malmö", "Kalmar", "Gävle"));
        await EarlierAsync(
            network,
            "2023",
            ("Umeå", CohortRole.Participant, Afterwards.MentorLater, ["1111111111", "3333332222"], false),
            ("Örebro", CohortRole.Participant, Afterwards.MentorNext, ["2222222222"], false),
            ("Malmö", CohortRole.Participant, Afterwards.MentorNext, [], false),
            ("Kalmar", CohortRole.Mentor, null, ["3333333333"], false),
            ("Luleå", CohortRole.Participant, Afterwards.MentorNext, [], false),
            ("Gävle", CohortRole.Participant, Afterwards.MentorNext, [], true)
        );
        await EarlierAsync(network, "2025", ("Malmö", CohortRole.Participant, Afterwards.NotMentor, ["2222222222"], false));

        var candidates = (await network.Coordinator.Api.GetAsync(network.InCohort("/mentor-candidates"))).ShouldBeOk();
        candidates["items"]!
            .AsArray()
            .Select(c =>
                (c!["name"]!.ToString(), c["said"]?.ToString(), c["in"]?.ToString(), c["hasBeenMentor"]!.GetValue<bool>())
            )
            .ShouldBe([
                ("Örebro", "mentorNext", "2023", false),
                ("Umeå", "mentorLater", "2023", false),
                ("Gävle", null, null, false),
                ("Kalmar", null, null, true),
                ("Malmö", null, null, false),
            ]);
        candidates["items[1].result"]!
            .ToJsonString()
            .ShouldBe(
                """{"firstOccasion":"startup","firstSum":10,"lastOccasion":"bm1","lastSum":26,"highestSum":30,"isModelMunicipality":true}"""
            );
        candidates["items[0].result.isModelMunicipality"]!.GetValue<bool>().ShouldBeFalse();
        (await network.Coordinator.Api.GetAsync(network.InCohort("/mentor-candidates?page=2&pageSize=2")))["items"]!
            .AsArray()
            .Select(c => c!["name"]!.ToString())
            .ShouldBe(["Gävle", "Kalmar"]);

        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/mentors"))).ShouldBeOk();
        page.Text.ShouldContain("Två har sagt att de vill bli mentorer");
        page.Text.ShouldContain("Självskattning: 10 → 26 av 30. Modellkommun enligt egen skattning.");
        var reader = await network.Coordinator.ReaderAsync();
        (
            await reader.PostAsync(network.CohortPage("/mentors"), ("Organisations", "umea"), ("Organisations", "orebro"))
        ).ShouldLeadTo(network.CohortPage("/mentors"));
        (await reader.GetAsync(network.CohortPage("/mentors"))).Text.ShouldContain("Ni har frågat Umeå och Örebro.");
    }

    /// <summary>A cohort before the one that the test is about, closed, with what was submitted in it.</summary>
    private static Task EarlierAsync(
        TestNetwork network,
        string name,
        params (string Organisation, CohortRole Role, Afterwards? Said, string[] Submitted, bool HasLeft)[] members
    ) =>
        network.ChangeAsync(async db =>
        {
            var cohort = new Cohort
            {
                Slug = name,
                Name = name,
                Instrument = "ten-step-2019",
                Stage = CohortStage.Closed,
                ClosedAt = DateTimeOffset.UtcNow,
            };
            cohort.Occasions.AddRange(new[] { "startup", "bm1" }.Select((key, i) => new Occasion { Key = key, Ordinal = i + 1 }));
            db.Cohorts.Add(cohort);
            await db.SaveChangesAsync();
            foreach (var (organisation, role, said, submitted, hasLeft) in members)
            {
                var id = network[organisation].Id;
                db.Participations.Add(
                    new()
                    {
                        CohortId = cohort.Id,
                        OrganisationId = id,
                        Role = role,
                        Afterwards = said,
                        WithdrawnAt = hasLeft ? DateTimeOffset.UtcNow : null,
                    }
                );
                db.Assessments.AddRange(
                    cohort
                        .Occasions.Take(submitted.Length)
                        .Zip(submitted, (o, profile) => new Assessment
                            {
                                CohortId = cohort.Id,
                                OccasionId = o.Id,
                                OrganisationId = id,
                                Instrument = cohort.Instrument,
                                SubmittedAt = DateTimeOffset.UtcNow,
                                Profile = profile,
                            })
                );
            }
        });
}
