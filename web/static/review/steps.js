// Which step of a case comes next, and what an answer changes in it; nothing here touches the page or the network.

// The server says the step; only within the questions the page goes on by itself. null: the case is done.
export function findStep(one) {
  if (one.step !== "questions") return one.step === "done" ? null : { kind: one.step };
  const open = one.questions.filter(({ code }) => !(code in one.answers.questions));
  return open.length ? { kind: "question", question: open[0], open } : null;
}

// What the answer changes at once; whether the server has to say what follows.
export function takeAnswer(one, { kind, question, answer }) {
  if (kind === "question") one.answers.questions[question] = answer;
  return kind === "scope" || kind === "sites" || kind === "search";
}

export const findDispute = (one, step) =>
  one.disputes.find((dispute) => (step.question ? dispute.code === step.question.code : dispute.step === step.kind));
