// The form of a new key: usages and algorithms follow the type at once, so the button that asks the server for them goes.
export function start(element) {
  const choices = JSON.parse(element.dataset.choices);
  const [type, purpose, algorithm] = ['type', 'purpose', 'algorithm'].map((name) => element.querySelector(`select[name="${name}"]`));
  element.querySelector('button[name="step"]').remove();

  const fill = (select, options) => {
    const chosen = select.value;
    select.replaceChildren(...options.map(({ value, text }) => {
      const option = document.createElement('option');
      option.value = value;
      option.textContent = text;
      return option;
    }));
    if (options.some((option) => option.value === chosen)) {
      select.value = chosen;
    }
  };
  const distinct = (options) => options.filter((option, index) => options.findIndex((other) => other.value === option.value) === index);
  const update = () => {
    const ofType = choices.filter((choice) => choice.type === type.value);
    fill(purpose, distinct(ofType.map((choice) => ({ value: choice.purpose, text: choice.purposeText }))));
    const fitting = ofType.filter((choice) => choice.purpose === purpose.value);
    fill(algorithm, distinct(fitting.map((choice) => ({ value: choice.algorithm, text: choice.algorithm }))));
  };
  type.addEventListener('change', update);
  purpose.addEventListener('change', update);
}
