using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// What stood in an assessment before an import. Of what was submitted, scores and comments; of what was not, only who
/// had handed in: drafts and the functions' own answers are not for the coordinator or the trail.
/// </summary>
internal sealed class ReplacedAnswers
{
    /// <summary>The most of a comment that the trail has room for.</summary>
    private const int LongestComment = 80;

    private const int LongestDetail = 2000;

    private readonly bool _submitted;

    private readonly Profile? _profile;

    private readonly Function[] _handedIn;

    private readonly Dictionary<int, string> _comments;

    private ReplacedAnswers(Assessment assessment, IReadOnlyList<GivenAnswer> answers)
    {
        _submitted = assessment.SubmittedAt is not null;
        _profile = Profile.Parse(assessment.Profile);
        _handedIn = [.. Assessment.Functions.Where(assessment.HasHandedIn)];
        _comments = _submitted
            ? assessment
                .Consensus.Where(c =>
                    c.Comment is not null && c.Comment != answers.FirstOrDefault(a => a.Step == c.Step)?.Comment
                )
                .ToDictionary(c => c.Step, c => c.Comment!)
            : [];
        IsTheSame =
            _submitted
            && assessment.Consensus.Count == answers.Count
            && answers.All(a =>
                assessment.Consensus.Exists(c => c.Step == a.Step && c.Score == a.Score && c.Comment == a.Comment)
            );
    }

    /// <summary>True when the import gives what is submitted already, so that nothing is to be done or told.</summary>
    public bool IsTheSame { get; }

    /// <summary>To be taken before the import.</summary>
    public static ReplacedAnswers Of(Assessment assessment, IReadOnlyList<GivenAnswer> answers) => new(assessment, answers);

    /// <summary>A text that is another when anything of what stands there is.</summary>
    public static string BasisOf(IEnumerable<Assessment?> there) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        ';',
                        there.Select(a => a is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{a.Id}:{a.Version}"))
                    )
                )
            )
        )[..16];

    /// <summary>What the import replaces; null when nobody had handed in or submitted, or nothing changes.</summary>
    public ImportAssessments.Before? Before(Profile after) =>
        IsTheSame || (!_submitted && _handedIn.Length == 0)
            ? null
            : new ImportAssessments.Before(
                _submitted,
                _handedIn,
                _submitted && _profile is not null
                    ? [.. after.Moved(_profile).Select(m => new ImportAssessments.Move(m.Step, m.From, m.To))]
                    : [],
                _comments
            );

    /// <summary>
    /// For the trail: the scores that moved and the comments that went, or how many steps were scored where nothing stood.
    /// </summary>
    public string Trail(Assessment after)
    {
        var moved = SubmitAssessment.WhatMoved(_profile, after.Profile);
        var comments = _comments
            .OrderBy(c => c.Key)
            .Select(c => $"{c.Key}: ”{(c.Value.Length > LongestComment ? c.Value[..LongestComment] + "…" : c.Value)}” →");
        var told = string.Join(", ", new[] { moved }.Where(m => !string.IsNullOrEmpty(m)).Concat(comments));
        return told.Length == 0 ? $"{Profile.Parse(after.Profile)!.ScoredCount}"
            : told.Length > LongestDetail ? told[..LongestDetail]
            : told;
    }
}
